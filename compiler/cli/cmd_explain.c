/* The lesson behind a diagnostic, and the list of all of them. */
#include <ctype.h>
#include <stdio.h>

#include "cli/verb.h"
#include "diag/lesson.h"
#include "diag/near_name.h"
#include "diag/wrap.h"

enum {
    WIDTH = 80,
    CODE_DIGITS_AT = 3,       /* of "MLS1002" */
    CODES_OF_A_FAMILY = 1000, /* MLS1xxx */
};

static const char *const families[] = {
    "Syntax",
    "Names and types",
    "Cloud facts",
    "Lint rules",
    "Files and the output tree",
    "Terraform",
    "The compiler's own data",
};

static int64_t number_of(DiagCode code) {
    Str name = diag_code_info(code)->code;
    int64_t number = 0;
    str_to_int(str_slice(name, CODE_DIGITS_AT, name.length), &number);
    return number;
}

static int64_t family_of(DiagCode code) {
    return number_of(code) / CODES_OF_A_FAMILY;
}

/* The number in "MLS1002", "mls1002" or "1002". */
static bool read_number(Str lower, int64_t *ret_number) {
    size_t begin = str_starts_with(lower, STR("mls")) ? CODE_DIGITS_AT : 0;
    return str_to_int(str_slice(lower, begin, lower.length), ret_number);
}

static Str lower_case(Arena *arena, Str text) {
    Buffer lower = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        buffer_append_byte(&lower, (char)tolower((unsigned char)text.data[i]));
    }
    return buffer_str(&lower);
}

static bool find_code(Str lower, DiagCode *ret_code) {
    int64_t number = 0;
    bool is_number = read_number(lower, &number);
    for (DiagCode code = 0; code < DIAG_CODE_COUNT; code++) {
        Str slug = diag_code_info(code)->slug;
        if (is_number ? number == number_of(code) : !str_is_empty(slug) && str_equal(lower, slug)) {
            *ret_code = code;
            return true;
        }
    }
    return false;
}

/* The codes are in order, so the neighbours of a number are before and after its place. */
static ExitCode unknown_number(const Invocation *invocation, Str written, int64_t number) {
    Str near[2];
    size_t count = 0;
    DiagCode after = 0;
    while (after < DIAG_CODE_COUNT && number_of(after) < number) {
        after++;
    }
    if (after > 0) {
        near[count++] = diag_code_info(after - 1)->code;
    }
    if (after < DIAG_CODE_COUNT) {
        near[count++] = diag_code_info(after)->code;
    }
    Str list = near_name_list(invocation->arena, near, count, count);
    return usage_error(invocation, "no diagnostic has the code '%.*s'; the nearest: %.*s",
                       STR_ARG(written), STR_ARG(list));
}

static ExitCode unknown_code(const Invocation *invocation, Str written, Str lower) {
    int64_t number = 0;
    if (read_number(lower, &number)) {
        return unknown_number(invocation, written, number);
    }
    Str slugs[DIAG_CODE_COUNT];
    size_t count = 0;
    for (DiagCode code = 0; code < DIAG_CODE_COUNT; code++) {
        if (!str_is_empty(diag_code_info(code)->slug)) {
            slugs[count++] = diag_code_info(code)->slug;
        }
    }
    Str near = near_name(invocation->arena, lower, slugs, count);
    if (!str_is_empty(near)) {
        return usage_error(invocation, "no diagnostic is named '%.*s'; did you mean '%.*s'?",
                           STR_ARG(written), STR_ARG(near));
    }
    return usage_error(invocation, "expected a code such as MLS1002 or a lint rule, found '%.*s'",
                       STR_ARG(written));
}

/* The widest slug from `first` to `end`; 0 when none has one. */
static size_t slug_width(DiagCode first, DiagCode end) {
    size_t width = 0;
    for (DiagCode code = first; code < end; code++) {
        size_t length = diag_code_info(code)->slug.length;
        width = length > width ? length : width;
    }
    return width;
}

/* A family under its heading; a column of slugs only where there are any. */
static void list_family(const Invocation *invocation, DiagCode first, DiagCode end, Buffer *out) {
    size_t slugs = slug_width(first, end);
    buffer_printf(out, "%s%s%s%s\n", first == 0 ? "" : "\n",
                  invocation->color_output ? "\033[1m" : "", families[family_of(first)],
                  invocation->color_output ? "\033[0m" : "");
    for (DiagCode code = first; code < end; code++) {
        const DiagCodeInfo *info = diag_code_info(code);
        size_t begin = out->length;
        buffer_printf(out, "%.*s  %-7.*s  ", STR_ARG(info->code),
                      STR_ARG(diag_level_name(info->level)));
        if (slugs > 0) {
            buffer_printf(out, "%-*.*s  ", (int)slugs, STR_ARG(info->slug));
        }
        wrap_text(out, info->title, out->length - begin, WIDTH);
        buffer_append_byte(out, '\n');
    }
}

static void list_codes(const Invocation *invocation, Buffer *out) {
    for (DiagCode first = 0, end = 0; first < DIAG_CODE_COUNT; first = end) {
        while (end < DIAG_CODE_COUNT && family_of(end) == family_of(first)) {
            end++;
        }
        list_family(invocation, first, end, out);
    }
}

static ExitCode run(Invocation *invocation) {
    Buffer out = buffer_new(invocation->arena);
    bool list = option_given(invocation, OPTION_LIST);
    if (list ? invocation->operands.count != 0 : invocation->operands.count != 1) {
        return usage_error(invocation, "explain takes one code, or --list");
    }
    if (list) {
        list_codes(invocation, &out);
    } else {
        Str written = invocation->operands.items[0];
        Str lower = lower_case(invocation->arena, written);
        DiagCode code;
        if (!find_code(lower, &code)) {
            return unknown_code(invocation, written, lower);
        }
        lesson_render(code, lesson_of(code),
                      (RenderLessonOptions){.color = invocation->color_output, .width = WIDTH},
                      &out);
    }
    Str text = buffer_str(&out);
    fwrite(text.data, 1, text.length, stdout);
    return EXIT_FINE;
}

static const OptionId takes[] = {OPTION_LIST};

const Verb verb_explain = {
    .name = "explain",
    .operands = "CODE",
    .summary = "explain a diagnostic: why it is reported, and how to mend it",
    .details =
        "CODE is what stands in brackets behind 'error', such as MLS1002 or 1002, or the name of\n"
        "a lint rule. Shows what it means, with an example that is wrong and one that is right.",
    .example = "  mlstack explain MLS1002\n"
               "  mlstack explain unused-let\n"
               "  mlstack explain --list",
    .takes = takes,
    .takes_count = sizeof takes / sizeof takes[0],
    .run = run,
};
