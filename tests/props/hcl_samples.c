/*
 * What the property tests feed to terraform (hcl_props.py):
 *
 *     hcl_samples strings SEED COUNT FOLDER   main.tf with random strings as an output, and the
 *                                             strings themselves as expected.json
 *     hcl_samples trees FIRST LAST FOLDER     every template rendered with random values, in
 *                                             FOLDER/SEED
 *     hcl_samples format FROM TO              FROM, formatted
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../unit/sample_value.h"
#include "hcl/hcl.h"
#include "schema/yaml.h"
#include "support/file.h"
#include "support/json.h"
#include "template/template.h"

enum { LONGEST_STRING = 12 };

_Noreturn static void fail(const char *what) {
    fprintf(stderr, "hcl_samples: %s\n", what);
    exit(EXIT_FAILURE);
}

static void make_folders(Arena *arena, Str path) {
    for (size_t i = 1; i < path.length; i++) {
        if (path.data[i] == '/') {
            mkdir(str_to_cstr(arena, str_slice(path, 0, i)), 0777);
        }
    }
}

static void write_text(Arena *arena, Str path, Str text) {
    make_folders(arena, path);
    FILE *file = fopen(str_to_cstr(arena, path), "wb");
    if (file == NULL || fwrite(text.data, 1, text.length, file) != text.length ||
        fclose(file) != 0) {
        fail("a file cannot be written");
    }
}

static Str read_text(Arena *arena, const char *path) {
    Str text = STR("");
    Str problem = STR("");
    if (!file_read(arena, str_from_cstr(path), SOURCE_MAX_BYTES, &text, &problem)) {
        fail(path);
    }
    return text;
}

/* Mostly the characters that mean something in HCL; now and then any other. */
static uint32_t random_character(Sampler *sampler) {
    static const char special[] = "$%{}\"\\\n\r\t~#'<@ aeu0";
    uint32_t choice = sample_number(sampler, 10);
    if (choice < 8) {
        return (unsigned char)special[sample_number(sampler, sizeof special - 1)];
    }
    if (choice == 8) {
        return 1 + sample_number(sampler, 0x2FF);
    }
    static const uint32_t rare[] = {0x200B, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xFFFD, 0x1F600};
    return rare[sample_number(sampler, sizeof rare / sizeof *rare)];
}

static Str random_string(Sampler *sampler) {
    Buffer text = buffer_new(sampler->arena);
    uint32_t length = sample_number(sampler, LONGEST_STRING);
    for (uint32_t i = 0; i < length; i++) {
        buffer_append_code_point(&text, random_character(sampler));
    }
    return buffer_str(&text);
}

static void write_strings(Arena *arena, uint32_t seed, int count, Str folder) {
    Sampler sampler = {arena, seed};
    Buffer config = buffer_new(arena);
    Buffer expected = buffer_new(arena);
    buffer_append(&config, STR("output \"strings\" {\n  value = [\n"));
    buffer_append_byte(&expected, '[');
    for (int i = 0; i < count; i++) {
        Str text = random_string(&sampler);
        hcl_write_value(value_string(arena, text, span_none()), 0, &config);
        buffer_append(&config, STR(",\n"));
        buffer_append(&expected, i > 0 ? STR(",\n") : STR(""));
        json_write_string(&expected, text);
    }
    buffer_append(&config, STR("  ]\n}\n"));
    buffer_append(&expected, STR("]\n"));
    write_text(arena, path_join(arena, folder, STR("main.tf")), buffer_str(&config));
    write_text(arena, path_join(arena, folder, STR("expected.json")), buffer_str(&expected));
}

static const Shape *read_shape(Arena *arena, const Value *shapes, const char *name) {
    const Shape *shape = NULL;
    Str problem = STR("");
    Span span = span_none();
    if (!shape_read(arena, shapes, str_from_cstr(name), &shape, &problem, &span)) {
        fail(name);
    }
    return shape;
}

static void write_trees(Arena *arena, uint32_t first, uint32_t last, Str folder) {
    Arena *scratch = arena_new();
    Sources *sources = sources_new(arena);
    const Value *shapes = NULL;
    FileId file = sources_add(sources, STR("deployment.yaml"), read_text(arena, DEPLOYMENT_YAML));
    if (!yaml_parse(arena, diag_sink_new(arena, sources), file, &shapes)) {
        fail(DEPLOYMENT_YAML);
    }
    const TemplateSet *set = template_set_embedded();
    for (uint32_t seed = first; seed <= last; seed++) {
        Sampler sampler = {arena, seed};
        const Value *deployment = sample_value(&sampler, read_shape(arena, shapes, "deployment"));
        const Value *tree = sample_value(&sampler, read_shape(arena, shapes, "tree"));
        for (size_t i = 0; i < set->count; i++) {
            Str path = set->entries[i].path;
            if (str_starts_with(path, STR("shared/"))) {
                continue;
            }
            const Value *scope = str_starts_with(path, STR("environments/")) ? deployment : tree;
            Str text = template_render(arena, scratch, set, set->entries[i].template, scope);
            write_text(
                arena,
                str_format(arena, "%.*s/%" PRIu32 "/%.*s", STR_ARG(folder), seed, STR_ARG(path)),
                text);
        }
    }
    arena_free(scratch);
}

static void format_file(Arena *arena, const char *from, const char *to) {
    Arena *scratch = arena_new();
    Buffer out = buffer_new(arena);
    hcl_format(scratch, read_text(arena, from), &out);
    write_text(arena, str_from_cstr(to), buffer_str(&out));
    arena_free(scratch);
}

static uint32_t number_argument(const char *text) {
    return (uint32_t)strtoul(text, NULL, 10);
}

int main(int argc, char **argv) {
    Arena *arena = arena_new();
    if (argc == 5 && strcmp(argv[1], "strings") == 0) {
        write_strings(arena, number_argument(argv[2]), (int)number_argument(argv[3]),
                      str_from_cstr(argv[4]));
    } else if (argc == 5 && strcmp(argv[1], "trees") == 0) {
        write_trees(arena, number_argument(argv[2]), number_argument(argv[3]),
                    str_from_cstr(argv[4]));
    } else if (argc == 4 && strcmp(argv[1], "format") == 0) {
        format_file(arena, argv[2], argv[3]);
    } else {
        fail("usage: strings SEED COUNT FOLDER | trees FIRST LAST FOLDER | format FROM TO");
    }
    arena_free(arena);
    return EXIT_SUCCESS;
}
