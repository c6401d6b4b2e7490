#include "cli/completions.h"

#include <string.h>

#include "reference/reference.h"

static Str code_words(Arena *arena) {
    Buffer words = buffer_new(arena);
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        Str code = diag_code_info((DiagCode)i)->code;
        buffer_printf(&words, "%s%.*s", i == 0 ? "" : " ", STR_ARG(code));
    }
    return buffer_str(&words);
}

static Str rule_words(Arena *arena) {
    Buffer words = buffer_new(arena);
    for (int i = 0; i < DIAG_CODE_COUNT; i++) {
        Str slug = diag_code_info((DiagCode)i)->slug;
        if (!str_is_empty(slug)) {
            buffer_printf(&words, "%s%.*s", words.length == 0 ? "" : " ", STR_ARG(slug));
        }
    }
    return buffer_str(&words);
}

/* Each component, then its fields: "cluster cluster.size …". */
static Str component_words(Arena *arena) {
    Buffer words = buffer_new(arena);
    ReferenceEntryVector entries = reference_entries(arena, schema_embedded());
    for (size_t i = 0; i < entries.count; i++) {
        const Component *component = entries.items[i].component;
        buffer_printf(&words, "%s%.*s", i == 0 ? "" : " ", STR_ARG(component->name));
        for (size_t j = 0; j < component->field_count; j++) {
            buffer_printf(&words, " %.*s.%.*s", STR_ARG(component->name),
                          STR_ARG(component->fields[j].name));
        }
    }
    return buffer_str(&words);
}

/* "a|b|c" with spaces in place of the bars. */
static Str listed_words(Arena *arena, Str placeholder) {
    Buffer words = buffer_new(arena);
    for (size_t i = 0; i < placeholder.length; i++) {
        buffer_append_byte(&words, placeholder.data[i] == '|' ? ' ' : placeholder.data[i]);
    }
    return buffer_str(&words);
}

/* "[COMPONENT[.FIELD]]" is COMPONENT, "FILE…" is FILE. */
static Str placeholder_name(const char *placeholder) {
    Str text = str_from_cstr(placeholder);
    if (str_starts_with(text, STR("["))) {
        text = str_slice(text, 1, text.length);
    }
    return str_slice(text, 0, strcspn(text.data, "[]., \xE2"));
}

Answer completion_answer(Arena *arena, const char *placeholder) {
    static const struct {
        Str name;
        AnswerKind kind;
        Str (*words)(Arena *arena);
    } known[] = {
        {STR_INIT("FILE"), ANSWER_STACK_FILES, NULL},
        {STR_INIT("DIR"), ANSWER_FOLDERS, NULL},
        {STR_INIT("CODE"), ANSWER_WORDS, code_words},
        {STR_INIT("RULE"), ANSWER_WORDS, rule_words},
        {STR_INIT("COMPONENT"), ANSWER_WORDS, component_words},
    };
    Str name = placeholder_name(placeholder == NULL ? "" : placeholder);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (str_equal(name, known[i].name)) {
            Str words = known[i].words == NULL ? STR("") : known[i].words(arena);
            return (Answer){known[i].kind, words};
        }
    }
    Str or_folder = STR("|DIR");
    if (str_ends_with(name, or_folder)) {
        Str words = str_slice(name, 0, name.length - or_folder.length);
        return (Answer){ANSWER_FOLDERS, listed_words(arena, words)};
    }
    if (str_find_byte(name, '|') < name.length) {
        return (Answer){ANSWER_WORDS, listed_words(arena, name)};
    }
    return (Answer){.kind = ANSWER_ANYTHING};
}

OptionVector completion_options(Arena *arena, const Verb *verb) {
    OptionVector list = {0};
    for (size_t i = 0; i < verb->takes_count; i++) {
        vector_push(arena, &list, &options[verb->takes[i]]);
    }
    vector_push(arena, &list, &options[OPTION_COLOR]);
    vector_push(arena, &list, &options[OPTION_HELP]);
    return list;
}

/* ---- bash ---- */

static void bash_offer(Arena *arena, const char *placeholder, Buffer *out) {
    Answer answer = completion_answer(arena, placeholder);
    switch (answer.kind) {
    case ANSWER_ANYTHING:
        buffer_append(out, STR(":"));
        return;
    case ANSWER_STACK_FILES:
        buffer_append(out, STR("_mlstack_files \"$word\""));
        return;
    case ANSWER_FOLDERS:
        buffer_printf(out, "_mlstack_folders \"$word\" '%.*s'", STR_ARG(answer.words));
        return;
    case ANSWER_WORDS:
        buffer_printf(out, "_mlstack_words \"$word\" '%.*s'", STR_ARG(answer.words));
        return;
    }
}

static void bash_arguments(Arena *arena, const Verb *verb, const OptionVector *list, Buffer *out) {
    for (size_t i = 0; i < list->count; i++) {
        const Option *option = list->items[i];
        if (option->argument == NULL) {
            continue;
        }
        buffer_printf(out, "    '%s %s'", verb->name, option->name);
        if (option->letter != NULL) {
            buffer_printf(out, "|'%s %s'", verb->name, option->letter);
        }
        buffer_append(out, STR(") "));
        bash_offer(arena, option->argument, out);
        buffer_append(out, STR("; return ;;\n"));
    }
}

static void bash_verb(Arena *arena, const Verb *verb, Buffer *out) {
    OptionVector list = completion_options(arena, verb);
    buffer_printf(out, "    '%s -'*) _mlstack_words \"$word\" '", verb->name);
    for (size_t i = 0; i < list.count; i++) {
        buffer_printf(out, "%s%s", i == 0 ? "" : " ", list.items[i]->name);
    }
    buffer_printf(out, "' ;;\n    '%s '*) ", verb->name);
    bash_offer(arena, verb->operands, out);
    buffer_append(out, STR(" ;;\n"));
}

static void list_verbs(Buffer *out) {
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            buffer_printf(out, "%s ", verbs[i]->name);
        }
    }
}

void completions_bash(Arena *arena, Buffer *out) {
    /* A line per name, since names may hold spaces; the shell quotes them where it must. */
    buffer_append(
        out, STR("# Completion of mlstack for bash.\n"
                 "_mlstack_words() {\n"
                 "  local IFS=$' \\t\\n'\n"
                 "  COMPREPLY=($(compgen -W \"$2\" -- \"$1\"))\n"
                 "}\n"
                 "_mlstack_folders() {\n"
                 "  local IFS=$'\\n'\n"
                 "  compopt -o filenames\n"
                 "  COMPREPLY=($(IFS=' '; compgen -W \"$2\" -- \"$1\"; compgen -d -- \"$1\"))\n"
                 "}\n"
                 "_mlstack_files() {\n"
                 "  local IFS=$'\\n'\n"
                 "  compopt -o filenames\n"
                 "  COMPREPLY=($(compgen -f -X '!*.mlstack' -- \"$1\"; compgen -d -- \"$1\"))\n"
                 "}\n"
                 "_mlstack() {\n"
                 "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                 "  if [[ $word == = ]]; then\n"
                 "    word=\n"
                 "  elif [[ $before == = ]]; then\n"
                 "    before=${COMP_WORDS[COMP_CWORD-2]}\n"
                 "  fi\n"
                 "  COMPREPLY=()\n"
                 "  if ((COMP_CWORD == 1)); then\n"
                 "    _mlstack_words \"$word\" '"));
    list_verbs(out);
    buffer_append(out, STR("--help --version'\n"
                           "    return\n"
                           "  fi\n"
                           "  case \"${COMP_WORDS[1]} $before\" in\n"));
    for (size_t i = 0; verbs[i] != NULL; i++) {
        OptionVector list = completion_options(arena, verbs[i]);
        if (!verbs[i]->hidden) {
            bash_arguments(arena, verbs[i], &list, out);
        }
    }
    buffer_append(out, STR("  esac\n"
                           "  case \"${COMP_WORDS[1]} $word\" in\n"));
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            bash_verb(arena, verbs[i], out);
        }
    }
    buffer_append(out, STR("  esac\n"
                           "}\n"
                           "complete -F _mlstack mlstack\n"));
}

/* ---- zsh ---- */

/* Inside single quotes; in a specification [ ] and : have a meaning, too. */
static void zsh_text(const char *text, Buffer *out) {
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            buffer_append(out, STR("'\\''"));
        } else {
            buffer_append(out, strchr("[]:\\", *text) != NULL ? STR("\\") : STR(""));
            buffer_append_byte(out, *text);
        }
    }
}

static void zsh_offer(Arena *arena, const char *placeholder, Buffer *out) {
    Answer answer = completion_answer(arena, placeholder);
    switch (answer.kind) {
    case ANSWER_ANYTHING:
        buffer_append(out, STR(":value: "));
        return;
    case ANSWER_STACK_FILES:
        buffer_append(out, STR(":stack file:_files -g \"*.mlstack\""));
        return;
    case ANSWER_FOLDERS:
        if (str_is_empty(answer.words)) {
            buffer_append(out, STR(":folder:_files -/"));
        } else {
            buffer_printf(out, ":folder:{compadd -- %.*s; _files -/}", STR_ARG(answer.words));
        }
        return;
    case ANSWER_WORDS:
        buffer_printf(out, ":word:(%.*s)", STR_ARG(answer.words));
        return;
    }
}

static void zsh_option(Arena *arena, const Option *option, Buffer *out) {
    const char *names[] = {option->name, option->letter};
    for (size_t i = 0; i < 2 && names[i] != NULL; i++) {
        const char *joint = option->argument == NULL ? "" : i == 0 ? "=" : "+";
        buffer_printf(out, "        '(%s%s%s)%s%s[", option->name,
                      option->letter == NULL ? "" : " ",
                      option->letter == NULL ? "" : option->letter, names[i], joint);
        zsh_text(option->help, out);
        buffer_append_byte(out, ']');
        if (option->argument != NULL) {
            zsh_offer(arena, option->argument, out);
        }
        buffer_append(out, STR("' \\\n"));
    }
}

static void zsh_verb(Arena *arena, const Verb *verb, Buffer *out) {
    OptionVector list = completion_options(arena, verb);
    buffer_printf(out, "    %s)\n      _arguments \\\n", verb->name);
    for (size_t i = 0; i < list.count; i++) {
        zsh_option(arena, list.items[i], out);
    }
    buffer_append(out, STR("        '*"));
    zsh_offer(arena, verb->operands, out);
    buffer_append(out, STR("'\n      ;;\n"));
}

void completions_zsh(Arena *arena, Buffer *out) {
    buffer_append(out, STR("#compdef mlstack\n"
                           "_mlstack() {\n"
                           "  local -a verbs=(\n"));
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            buffer_printf(out, "    '%s:", verbs[i]->name);
            zsh_text(verbs[i]->summary, out);
            buffer_append(out, STR("'\n"));
        }
    }
    buffer_append(out, STR("  )\n"
                           "  if ((CURRENT == 2)); then\n"
                           "    _describe verb verbs\n"
                           "    return\n"
                           "  fi\n"
                           "  shift words\n"
                           "  ((CURRENT--))\n"
                           "  case $words[1] in\n"));
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            zsh_verb(arena, verbs[i], out);
        }
    }
    buffer_append(out, STR("  esac\n"
                           "}\n"
                           "if [[ $funcstack[1] == _mlstack ]]; then\n"
                           "  _mlstack \"$@\"\n"
                           "else\n"
                           "  compdef _mlstack mlstack\n"
                           "fi\n"));
}

/* ---- fish ---- */

static void fish_text(const char *text, Buffer *out) {
    for (; *text != '\0'; text++) {
        buffer_append(out, *text == '\'' || *text == '\\' ? STR("\\") : STR(""));
        buffer_append_byte(out, *text);
    }
}

static void fish_offer(Arena *arena, const char *placeholder, Buffer *out) {
    Answer answer = completion_answer(arena, placeholder);
    switch (answer.kind) {
    case ANSWER_ANYTHING:
        return;
    case ANSWER_STACK_FILES:
        buffer_append(out, STR(" -a '(__fish_complete_suffix .mlstack)'"));
        return;
    case ANSWER_FOLDERS:
        buffer_printf(out, " -a '%.*s (__fish_complete_directories)'", STR_ARG(answer.words));
        return;
    case ANSWER_WORDS:
        buffer_printf(out, " -a '%.*s'", STR_ARG(answer.words));
        return;
    }
}

static void fish_option(Arena *arena, const Verb *verb, const Option *option, Buffer *out) {
    buffer_printf(out, "complete -c mlstack -n '__fish_seen_subcommand_from %s' -l %s", verb->name,
                  option->name + strlen("--"));
    if (option->letter != NULL) {
        buffer_printf(out, " -s %s", option->letter + strlen("-"));
    }
    if (option->argument != NULL) {
        buffer_append(out, STR(" -x"));
        fish_offer(arena, option->argument, out);
    }
    buffer_append(out, STR(" -d '"));
    fish_text(option->help, out);
    buffer_append(out, STR("'\n"));
}

static void fish_verb(Arena *arena, const Verb *verb, Buffer *out) {
    OptionVector list = completion_options(arena, verb);
    buffer_printf(out, "complete -c mlstack -n __fish_use_subcommand -a %s -d '", verb->name);
    fish_text(verb->summary, out);
    buffer_append(out, STR("'\n"));
    for (size_t i = 0; i < list.count; i++) {
        fish_option(arena, verb, list.items[i], out);
    }
    if (completion_answer(arena, verb->operands).kind != ANSWER_ANYTHING) {
        buffer_printf(out, "complete -c mlstack -n '__fish_seen_subcommand_from %s'", verb->name);
        fish_offer(arena, verb->operands, out);
        buffer_append(out, STR("\n"));
    }
}

void completions_fish(Arena *arena, Buffer *out) {
    buffer_append(out, STR("# Completion of mlstack for fish.\n"
                           "complete -c mlstack -f\n"));
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            fish_verb(arena, verbs[i], out);
        }
    }
}
