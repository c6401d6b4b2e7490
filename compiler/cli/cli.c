#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/verb.h"
#include "cli/version.h"
#include "diag/near_name.h"
#include "diag/wrap.h"
#include "support/utf8.h"

enum { HELP_WIDTH = 80, OPTION_HELP_COLUMN = 27 };

static void append_option(Buffer *out, const Option *option) {
    Str left = str_format(
        out->arena, "  %s%s%s%s%s", option->letter == NULL ? "  " : option->letter,
        option->letter == NULL ? "  " : ", ", option->name, option->argument == NULL ? "" : " ",
        option->argument == NULL ? "" : option->argument);
    size_t columns = utf8_count(left);
    buffer_append(out, left);
    if (columns >= OPTION_HELP_COLUMN) {
        buffer_append_byte(out, '\n');
        columns = 0;
    }
    buffer_append_repeated(out, ' ', OPTION_HELP_COLUMN - columns);
    wrap_text(out, str_from_cstr(option->help), OPTION_HELP_COLUMN, HELP_WIDTH);
    buffer_append_byte(out, '\n');
}

/* Paragraphs are separated by an empty line; other line ends are only spaces. */
static void append_paragraphs(Buffer *out, Str text) {
    for (size_t begin = 0; begin < text.length;) {
        Str rest = str_slice(text, begin, text.length);
        Str paragraph = str_slice(rest, 0, str_find(rest, STR("\n\n")));
        char *flowing = arena_alloc(out->arena, paragraph.length + 1);
        for (size_t i = 0; i < paragraph.length; i++) {
            flowing[i] = paragraph.data[i];
            if (flowing[i] == '\n') {
                flowing[i] = ' ';
            }
        }
        wrap_text(out, (Str){flowing, paragraph.length}, 0, HELP_WIDTH);
        buffer_append(out, STR("\n\n"));
        begin += paragraph.length + 2;
    }
}

static void print_verb_help(Arena *arena, const Verb *verb) {
    Buffer out = buffer_new(arena);
    buffer_printf(&out, "mlstack %s: %s\n\nUsage: mlstack %s [OPTION…] %s\n\n", verb->name,
                  verb->summary, verb->name, verb->operands);
    append_paragraphs(&out, str_from_cstr(verb->details));
    buffer_append(&out, STR("Options:\n"));
    for (size_t i = 0; i < verb->takes_count; i++) {
        append_option(&out, &options[verb->takes[i]]);
    }
    append_option(&out, &options[OPTION_COLOR]);
    append_option(&out, &options[OPTION_HELP]);
    buffer_printf(&out, "\nExample:\n%s\n", verb->example);
    fputs(buffer_str(&out).data, stdout);
}

static void print_general_help(FILE *out) {
    fprintf(out, "mlstack compiles a small stack file into Terraform for three clouds.\n\n"
                 "Usage: mlstack VERB [OPTION…] FILE…\n\nVerbs:\n");
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            fprintf(out, "  %-12s %s\n", verbs[i]->name, verbs[i]->summary);
        }
    }
    fprintf(out, "\n'mlstack VERB --help' says more; 'mlstack --version' prints the version.\n"
                 "\nExit codes: 0 fine; 1 the input has errors, or --check found differences;\n"
                 "2 bad usage; 3 the environment failed (no terraform, cannot write).\n"
                 "\nExample:\n  mlstack build fraud-serving.mlstack -o terraform\n");
}

ExitCode usage_error(const Invocation *invocation, const char *format, ...) {
    va_list arguments;
    fputs("mlstack: error: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nmlstack: help: see 'mlstack%s%s --help'\n",
            invocation->verb == NULL ? "" : " ",
            invocation->verb == NULL ? "" : invocation->verb->name);
    return EXIT_USAGE;
}

static bool takes(const Verb *verb, OptionId id) {
    if (id == OPTION_HELP || id == OPTION_COLOR) {
        return true;
    }
    for (size_t i = 0; i < verb->takes_count; i++) {
        if (verb->takes[i] == id) {
            return true;
        }
    }
    return false;
}

static bool find_option(const Verb *verb, Str name, OptionId *ret_id) {
    for (int i = 0; i < OPTION_COUNT; i++) {
        const Option *option = &options[i];
        if (takes(verb, (OptionId)i) &&
            (str_equal_cstr(name, option->name) ||
             (option->letter != NULL && str_equal_cstr(name, option->letter)))) {
            *ret_id = (OptionId)i;
            return true;
        }
    }
    return false;
}

static ExitCode unknown_option(const Invocation *invocation, Str name) {
    Str names[OPTION_COUNT];
    size_t count = 0;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (takes(invocation->verb, (OptionId)i)) {
            names[count++] = str_from_cstr(options[i].name);
        }
    }
    Str near = near_name(invocation->arena, name, names, count);
    if (near.length > 0) {
        return usage_error(invocation, "unknown option '%.*s'; did you mean '%.*s'?", STR_ARG(name),
                           STR_ARG(near));
    }
    return usage_error(invocation, "unknown option '%.*s'", STR_ARG(name));
}

static bool adds_up(const Option *option) {
    return str_ends_with(str_from_cstr(option->argument), STR(",..."));
}

/* Reads the argument at *index, and the next one when it is an option's. */
static ExitCode read_option(Invocation *invocation, char **arguments, int count, int *index) {
    Str argument = str_from_cstr(arguments[*index]);
    size_t equals =
        str_starts_with(argument, STR("--")) ? str_find_byte(argument, '=') : argument.length;
    Str name = str_slice(argument, 0, equals);
    OptionId id;
    if (!find_option(invocation->verb, name, &id)) {
        return unknown_option(invocation, name);
    }
    const char *attached = equals < argument.length ? argument.data + equals + 1 : NULL;
    if (options[id].argument == NULL) {
        if (attached != NULL) {
            return usage_error(invocation, "option '%s' takes no value", options[id].name);
        }
        invocation->values[id] = "";
        return EXIT_FINE;
    }
    if (attached == NULL && *index + 1 == count) {
        return usage_error(invocation, "option '%s' needs a value: %s %s", options[id].name,
                           options[id].name, options[id].argument);
    }
    const char *value = attached != NULL ? attached : arguments[++*index];
    if (adds_up(&options[id]) && option_given(invocation, id)) {
        Str both = str_format(invocation->arena, "%s,%s", invocation->values[id], value);
        value = str_to_cstr(invocation->arena, both);
    }
    invocation->values[id] = value;
    return EXIT_FINE;
}

static ExitCode read_arguments(Invocation *invocation, char **arguments, int count, int first) {
    bool only_operands = false;
    for (int i = first; i < count; i++) {
        Str argument = str_from_cstr(arguments[i]);
        if (!only_operands && str_equal(argument, STR("--"))) {
            only_operands = true;
        } else if (!only_operands && argument.length > 1 && argument.data[0] == '-') {
            ExitCode code = read_option(invocation, arguments, count, &i);
            if (code != EXIT_FINE) {
                return code;
            }
        } else {
            vector_push(invocation->arena, &invocation->operands, argument);
        }
    }
    return EXIT_FINE;
}

static ExitCode decide_color(Invocation *invocation, Environment environment) {
    Str when = option_text(invocation, OPTION_COLOR, "auto");
    bool always = str_equal(when, STR("always"));
    bool plain = (environment.no_color != NULL && environment.no_color[0] != '\0') ||
                 environment.term == NULL || strcmp(environment.term, "dumb") == 0;
    if (!always && !str_equal(when, STR("auto")) && !str_equal(when, STR("never"))) {
        return usage_error(invocation, "--color takes %s, not '%.*s'",
                           options[OPTION_COLOR].argument, STR_ARG(when));
    }
    bool automatic = str_equal(when, STR("auto")) && !plain;
    invocation->color_output = always || (automatic && isatty(STDOUT_FILENO));
    invocation->color_errors = always || (automatic && isatty(STDERR_FILENO));
    invocation->may_hint = isatty(STDERR_FILENO);
    return EXIT_FINE;
}

static const Verb *find_verb(Str name) {
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (str_equal_cstr(name, verbs[i]->name)) {
            return verbs[i];
        }
    }
    return NULL;
}

static ExitCode unknown_verb(const Invocation *invocation, Str name) {
    StrVector names = {0};
    for (size_t i = 0; verbs[i] != NULL; i++) {
        if (!verbs[i]->hidden) {
            vector_push(invocation->arena, &names, str_from_cstr(verbs[i]->name));
        }
    }
    Str near = near_name(invocation->arena, name, names.items, names.count);
    if (near.length > 0) {
        return usage_error(invocation, "unknown verb '%.*s'; did you mean '%.*s'?", STR_ARG(name),
                           STR_ARG(near));
    }
    return usage_error(invocation, "unknown verb '%.*s'", STR_ARG(name));
}

static ExitCode run_verb(Invocation *invocation, int count, char **arguments,
                         Environment environment) {
    ExitCode code = read_arguments(invocation, arguments, count, 2);
    if (code != EXIT_FINE) {
        return code;
    }
    if (option_given(invocation, OPTION_HELP)) {
        print_verb_help(invocation->arena, invocation->verb);
        return EXIT_FINE;
    }
    code = decide_color(invocation, environment);
    if (code == EXIT_FINE && !read_format(invocation)) {
        code = EXIT_USAGE;
    }
    return code != EXIT_FINE ? code : invocation->verb->run(invocation);
}

/* A result that could not be printed is a failure of the environment, not a success. */
static ExitCode flush_output(ExitCode code) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("mlstack: error: cannot write to standard output\n", stderr);
        return EXIT_ENVIRONMENT;
    }
    return code;
}

int cli_main(int count, char **arguments, Environment environment) {
    Arena *arena = arena_new();
    Invocation invocation = {
        .arena = arena,
        .search_path = str_from_cstr(environment.path == NULL ? "" : environment.path),
        .temporary_folder = str_from_cstr(environment.tmpdir == NULL ? "/tmp" : environment.tmpdir),
        .environment = environment.all,
    };
    Str first = str_from_cstr(count < 2 ? "" : arguments[1]);
    ExitCode code = EXIT_FINE;
    if (str_equal(first, STR("--version"))) {
        printf("mlstack %s\n", MLSTACK_VERSION);
    } else if (str_equal(first, STR("--help")) || str_equal(first, STR("-h")) ||
               str_equal(first, STR("help"))) {
        print_general_help(stdout);
    } else if (first.length == 0) {
        print_general_help(stderr);
        code = EXIT_USAGE;
    } else if ((invocation.verb = find_verb(first)) == NULL) {
        code = unknown_verb(&invocation, first);
    } else {
        code = run_verb(&invocation, count, arguments, environment);
    }
    code = flush_output(code);
    arena_free(arena);
    return (int)code;
}
