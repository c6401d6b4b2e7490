#include "editor/editor.h"
#include "editor/vocabulary.h"

/* The pattern is very magic: < and > are the bounds of a word. */
static void write_words(Arena *arena, const char *group, const StrVector *words,
                        const char *lookahead, Buffer *out) {
    Str joined = vocabulary_join(arena, words);
    buffer_printf(out, "syntax match %s \"\\v<(%.*s)>%s\"\n", group, STR_ARG(joined), lookahead);
}

/* Of two that match at one place Vim takes the later, so the most specific come last. */
static void write_literals(Buffer *out) {
    for (size_t i = literal_form_count; i > 0; i--) {
        Str pattern = literal_forms[i - 1].pattern;
        bool begins_as_word = !str_starts_with(pattern, STR("\\$"));
        buffer_printf(out, "syntax match mlstackNumber \"\\v%s%.*s\"\n", begins_as_word ? "<" : "",
                      STR_ARG(pattern));
    }
}

static void write_links(Buffer *out) {
    static const struct {
        const char *group;
        const char *link;
    } links[] = {
        {"mlstackComment", "Comment"},    {"mlstackString", "String"},
        {"mlstackEscape", "SpecialChar"}, {"mlstackReference", "Identifier"},
        {"mlstackKeyword", "Keyword"},    {"mlstackBlock", "Type"},
        {"mlstackField", "Identifier"},   {"mlstackWord", "Constant"},
        {"mlstackNumber", "Number"},
    };
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        buffer_printf(out, "highlight default link %s %s\n", links[i].group, links[i].link);
    }
}

Str editor_vim_syntax(Arena *arena, const Schema *schema) {
    Vocabulary vocabulary = vocabulary_of(arena, schema);
    Str scopes = vocabulary_join(arena, &vocabulary.scopes);
    Buffer out = buffer_new(arena);
    buffer_append(&out, STR("\" Syntax of mlstack files.\n"
                            "if exists(\"b:current_syntax\")\n"
                            "  finish\n"
                            "endif\n"
                            "syntax iskeyword @,48-57,_,-\n"));
    write_words(arena, "mlstackWord", &vocabulary.words, "", &out);
    write_words(arena, "mlstackField", &vocabulary.fields, "\\ze\\s*\\=", &out);
    write_words(arena, "mlstackBlock", &vocabulary.blocks, "\\ze(\\s+[a-z][a-z0-9_-]*)?\\s*\\{",
                &out);
    write_words(arena, "mlstackKeyword", &vocabulary.keywords, "", &out);
    write_literals(&out);
    buffer_printf(&out, "syntax match mlstackReference \"\\v<(%.*s)\\.[a-z][a-z0-9_-]*\"\n",
                  STR_ARG(scopes));
    buffer_append(&out, STR("syntax match mlstackInterpolation \"\\v\\$\\{[^}]*\\}\" contained\n"
                            "syntax match mlstackEscape \"\\v\\$\\$\\{|\\\\.\" contained\n"
                            "syntax region mlstackString start=+\"+ skip=+\\\\.+ end=+\"+ oneline "
                            "contains=mlstackInterpolation,mlstackEscape\n"
                            "syntax match mlstackComment \"#.*$\"\n"
                            "syntax match mlstackComment \"//.*$\"\n"
                            "highlight default link mlstackInterpolation Identifier\n"));
    write_links(&out);
    buffer_append(&out, STR("let b:current_syntax = \"mlstack\"\n"));
    return buffer_str(&out);
}

Str editor_vim_detection(Arena *arena) {
    return str_copy(arena, STR("autocmd BufRead,BufNewFile *.mlstack setfiletype mlstack\n"));
}
