/*
 * Checked stacks for tests of resolve, written as YAML: so a test needs neither the parser nor the
 * checker, and says only what it is about.
 *
 *     stack: demo
 *     clouds: [aws]
 *     environments: [dev]
 *     layers:
 *       - body: {region: uk, database metadata: {storage: 100GiB}}
 *       - {profile: true, body: {database: {backups: 14d}}}
 *       - {cloud: aws, body: {account: "123456789012"}}
 *
 * A key of a body is a field or a block, a block's label after a space. Values are spelt as in a
 * component file.
 */
#ifndef MLSTACK_TESTS_WRITTEN_STACK_H
#define MLSTACK_TESTS_WRITTEN_STACK_H

#include "unit.h"

#include "check/program.h"
#include "schema/literal.h"
#include "schema/yaml.h"

typedef struct WrittenStack {
    Arena *arena;
    DiagSink *sink;
    const Schema *schema;
    CheckedStack stack;
} WrittenStack;

static inline SettingBlock written_block(const WrittenStack *written, const Component *component,
                                         Str label, const Value *body, Span name_span) {
    VECTOR(Setting) settings = {0};
    VECTOR(SettingBlock) blocks = {0};
    for (uint32_t i = 0; i < value_count(body); i++) {
        const ValueMember *member = &body->as.map.members[i];
        size_t space = str_find_byte(member->key, ' ');
        Str name = str_slice(member->key, 0, space);
        Str inner_label = str_slice(member->key, space + 1, member->key.length);
        const Component *inner = component_block(component, name);
        const Component *on = component_overlay(component, SELECTS_CLOUD);
        const Field *field = component_field(component, name);
        if (field == NULL && on != NULL) {
            field = component_field(on, name);
        }
        if (field != NULL && (inner == NULL || member->value->kind != VALUE_MAP)) {
            Setting setting = {field, NULL, member->key_span};
            ck_assert_msg(literal_read(written->arena, &field->type, member->value, &setting.value),
                          "cannot read %.*s", STR_ARG(name));
            vector_push(written->arena, &settings, setting);
            continue;
        }
        ck_assert_msg(inner != NULL, "no block or field %.*s", STR_ARG(name));
        vector_push(written->arena, &blocks,
                    written_block(written, inner, inner_label, member->value, member->key_span));
    }
    return (SettingBlock){component,      label,          body->origin, name_span,
                          settings.items, settings.count, blocks.items, blocks.count};
}

static inline Str *written_names(Arena *arena, const Value *list, size_t *ret_count) {
    *ret_count = value_count(list);
    Str *names = arena_alloc_array(arena, *ret_count, sizeof *names);
    for (uint32_t i = 0; i < value_count(list); i++) {
        names[i] = value_text(value_item(list, i));
    }
    return names;
}

static inline WrittenStack written_stack(const char *yaml) {
    WrittenStack written = {.arena = arena_new(), .schema = schema_embedded()};
    Sources *sources = sources_new(written.arena);
    written.sink = diag_sink_new(written.arena, sources);
    FileId file = sources_add(sources, STR("demo.mlstack"), str_from_cstr(yaml));
    const Value *document = NULL;
    ck_assert(yaml_parse(written.arena, written.sink, file, &document));
    const Value *layers = value_get_cstr(document, "layers");
    Layer *all = arena_alloc_array(written.arena, value_count(layers), sizeof *all);
    for (uint32_t i = 0; i < value_count(layers); i++) {
        const Value *layer = value_item(layers, i);
        all[i] = (Layer){value_text(value_get_cstr(layer, "cloud")),
                         value_text(value_get_cstr(layer, "environment")),
                         value_boolean(value_get_cstr(layer, "profile")),
                         written_block(&written, written.schema->stack, STR(""),
                                       value_get_cstr(layer, "body"), layer->origin)};
    }
    const Value *name = value_get_cstr(document, "stack");
    written.stack = (CheckedStack){.name = value_text(name),
                                   .name_span = name->origin,
                                   .file = file,
                                   .layers = all,
                                   .layer_count = value_count(layers)};
    written.stack.clouds = written_names(written.arena, value_get_cstr(document, "clouds"),
                                         &written.stack.cloud_count);
    written.stack.environments = written_names(
        written.arena, value_get_cstr(document, "environments"), &written.stack.environment_count);
    return written;
}

#endif
