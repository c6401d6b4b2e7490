#include "editor/editor.h"
#include "editor/vocabulary.h"

/* `\b` would see a boundary at the hyphen of us-east. */
static const char word_begin[] = "(?<![\\w.-])";
static const char word_end[] = "(?![\\w-])";

typedef struct Rules {
    Arena *arena;
    ValueBuilder list;
} Rules;

static void add_match(Rules *rules, const char *scope, Str pattern) {
    ValueBuilder rule = value_map_new(rules->arena, span_none());
    value_map_set_string(&rule, "name", str_format(rules->arena, "%s.mlstack", scope));
    value_map_set_string(&rule, "match", pattern);
    value_list_add(&rules->list, value_finish(&rule));
}

static void add_words(Rules *rules, const char *scope, const StrVector *words,
                      const char *lookahead) {
    Str joined = vocabulary_join(rules->arena, words);
    add_match(
        rules, scope,
        str_format(rules->arena, "%s(%.*s)%s%s", word_begin, STR_ARG(joined), word_end, lookahead));
}

static void add_literals(Rules *rules) {
    for (size_t i = 0; i < literal_form_count; i++) {
        const LiteralForm *form = &literal_forms[i];
        Str scope = str_format(rules->arena, "constant.numeric.%.*s", STR_ARG(form->kind));
        add_match(
            rules, str_to_cstr(rules->arena, scope),
            str_format(rules->arena, "%s%.*s%s", word_begin, STR_ARG(form->pattern), word_end));
    }
}

static Str reference_pattern(Arena *arena, const Vocabulary *vocabulary) {
    Str scopes = vocabulary_join(arena, &vocabulary->scopes);
    return str_format(arena, "%s(%.*s)\\.[a-z][a-z0-9_-]*", word_begin, STR_ARG(scopes));
}

static const Value *string_rules(Arena *arena) {
    Rules inner = {arena, value_list_new(arena, span_none())};
    add_match(&inner, "constant.character.escape",
              STR("\\$\\$\\{|\\\\([\"\\\\ntr]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"));
    add_match(&inner, "variable.other.reference", STR("\\$\\{[^}\"]*\\}"));
    return value_finish(&inner.list);
}

static void add_string(Rules *rules) {
    ValueBuilder rule = value_map_new(rules->arena, span_none());
    value_map_set_string(&rule, "name", STR("string.quoted.double.mlstack"));
    value_map_set_string(&rule, "begin", STR("\""));
    value_map_set_string(&rule, "end", STR("\"|$"));
    value_map_set_value(&rule, "patterns", string_rules(rules->arena));
    value_list_add(&rules->list, value_finish(&rule));
}

Str editor_text_mate(Arena *arena, const Schema *schema) {
    Vocabulary vocabulary = vocabulary_of(arena, schema);
    Rules rules = {arena, value_list_new(arena, span_none())};
    add_match(&rules, "comment.line", STR("(#|//).*$"));
    add_string(&rules);
    add_match(&rules, "variable.other.reference", reference_pattern(arena, &vocabulary));
    add_words(&rules, "keyword.control", &vocabulary.keywords, "");
    add_words(&rules, "entity.name.type.block", &vocabulary.blocks,
              "(?=(\\s+[a-z][a-z0-9_-]*)?\\s*\\{)");
    add_words(&rules, "variable.other.property", &vocabulary.fields, "(?=\\s*=)");
    add_literals(&rules);
    add_words(&rules, "constant.language", &vocabulary.words, "");
    ValueBuilder types = value_list_new(arena, span_none());
    value_list_add(&types, value_string(arena, STR("mlstack"), span_none()));
    ValueBuilder grammar = value_map_new(arena, span_none());
    value_map_set_string(&grammar, "name", STR("mlstack"));
    value_map_set_string(&grammar, "scopeName", STR("source.mlstack"));
    value_map_set_value(&grammar, "fileTypes", value_finish(&types));
    value_map_set_value(&grammar, "patterns", value_finish(&rules.list));
    Buffer out = buffer_new(arena);
    value_to_json(value_finish(&grammar), &out);
    return buffer_str(&out);
}
