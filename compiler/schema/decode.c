#include "schema/decode.h"

#include <stdarg.h>
#include <stdio.h>

#include "diag/near_name.h"

Diagnostic *decode_error(Decoder *decoder, DiagCode code, Span span, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    decoder->failed = true;
    return diag_report(decoder->sink, code, span, "%s", message);
}

Str decode_text(Decoder *decoder, const Value *map, const char *key) {
    const Value *value = value_get_cstr(map, key);
    if (value != NULL && value->kind != VALUE_STRING) {
        decode_error(decoder, MLS6007, value->origin, "'%s' must be a text", key);
    }
    return value_text(value);
}

bool decode_bool(Decoder *decoder, const Value *map, const char *key, bool otherwise) {
    const Value *value = value_get_cstr(map, key);
    if (value == NULL) {
        return otherwise;
    }
    if (value->kind != VALUE_BOOL) {
        decode_error(decoder, MLS6007, value->origin, "'%s' must be true or false", key);
    }
    return value_boolean(value);
}

const Str *decode_texts(Decoder *decoder, const Value *map, const char *key, size_t *ret_count) {
    const Value *list = value_get_cstr(map, key);
    uint32_t count = value_count(list);
    Str *texts = arena_alloc_array(decoder->arena, count, sizeof *texts);
    *ret_count = 0;
    if (list != NULL && (list->kind != VALUE_LIST || count == 0)) {
        decode_error(decoder, MLS6007, list->origin, "'%s' must be a list of texts", key);
        return texts;
    }
    for (uint32_t i = 0; i < count; i++) {
        const Value *item = value_item(list, i);
        if (item->kind != VALUE_STRING) {
            decode_error(decoder, MLS6007, item->origin, "'%s' must be a list of texts", key);
        }
        texts[(*ret_count)++] = value_text(item);
    }
    return texts;
}

const Value *decode_becomes(Decoder *decoder, const Value *node) {
    const Value *becomes = value_get_cstr(node, "becomes");
    if (becomes == NULL) {
        return NULL;
    }
    size_t count = 0;
    const Value *clouds = value_path(decoder->stdlib, "components.stack.fields.clouds.of");
    const Str *names = decode_texts(decoder, clouds, "words", &count);
    decode_keys(decoder, becomes, names, count);
    for (size_t i = 0; i < count; i++) {
        const char *name = str_to_cstr(decoder->arena, names[i]);
        if (str_is_empty(decode_text(decoder, becomes, name))) {
            decode_error(decoder, MLS6007, becomes->origin, "'becomes' says nothing about '%s'",
                         name);
        }
    }
    return becomes;
}

void decode_keys(Decoder *decoder, const Value *map, const Str *keys, size_t count) {
    if (map->kind != VALUE_MAP) {
        decode_error(decoder, MLS6007, map->origin, "expected a map");
        return;
    }
    for (uint32_t i = 0; i < map->as.map.count; i++) {
        const ValueMember *member = &map->as.map.members[i];
        bool known = false;
        for (size_t k = 0; k < count && !known; k++) {
            known = str_equal(keys[k], member->key);
        }
        if (known) {
            continue;
        }
        Diagnostic *diagnostic = decode_error(decoder, MLS6006, member->key_span,
                                              "unknown key '%.*s'", STR_ARG(member->key));
        Str near = near_name(decoder->arena, member->key, keys, count);
        if (!str_is_empty(near)) {
            diag_help(decoder->sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
        }
    }
}
