#include "resolve/labels.h"

#include <string.h>

static bool is_alphanumeric(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/*
 * AWS takes letters of any script and a few signs in the tags of every service; Google Cloud takes
 * lower-case letters, digits, hyphens and underscores; Azure takes anything. Signs that a cloud
 * refuses become underscores.
 */
static Str legal_value(const Resolver *resolver, Str text) {
    Buffer out = buffer_new(resolver->arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool ascii = (unsigned char)byte < 0x80;
        switch (resolver->kind) {
        case CLOUD_AWS:
            buffer_append_byte(&out, !ascii || is_alphanumeric(byte) ||
                                             memchr(" +-=._:/@", byte, 9) != NULL
                                         ? byte
                                         : '_');
            break;
        case CLOUD_GCP:
            if (byte >= 'A' && byte <= 'Z') {
                buffer_append_byte(&out, (char)(byte - 'A' + 'a'));
            } else if (is_alphanumeric(byte) || byte == '-' || byte == '_') {
                buffer_append_byte(&out, byte);
            } else if (!is_continuation(byte)) {
                buffer_append_byte(&out, '_');
            }
            break;
        case CLOUD_AZURE:
            buffer_append_byte(&out, byte);
            break;
        }
    }
    enum { GCP_MOST = 63 };
    Str legal = buffer_str(&out);
    return resolver->kind == CLOUD_GCP
               ? str_slice(legal, 0, legal.length < GCP_MOST ? legal.length : GCP_MOST)
               : legal;
}

static void set_convention(Resolver *resolver, ValueBuilder *labels, const char *key, Str value) {
    if (value.length > 0) {
        value_map_set_string(labels, key, legal_value(resolver, value));
    }
}

const Value *labels_value(Resolver *resolver) {
    const Value *written = value_get_cstr(resolver->settings, "labels");
    ValueBuilder labels = value_map_new(resolver->arena, span_none());
    set_convention(resolver, &labels, "stack", resolver->stack->name);
    set_convention(resolver, &labels, "environment", resolver->environment);
    set_convention(resolver, &labels, "owner",
                   value_text(value_get_cstr(resolver->settings, "owner")));
    set_convention(resolver, &labels, "managed-by", STR("terraform"));
    for (uint32_t i = 0; i < value_count(written); i++) {
        const ValueMember *member = &written->as.map.members[i];
        Str text = value_text(member->value);
        Str legal = legal_value(resolver, text);
        if (!str_equal(text, legal)) {
            diag_report(resolver->sink, MLS2062, member->value->origin,
                        "label '%.*s' becomes '%.*s' on %.*s", STR_ARG(member->key), STR_ARG(legal),
                        STR_ARG(resolver->cloud->title));
        }
        value_map_set(&labels, member->key, member->key_span,
                      value_string(resolver->arena, legal, member->value->origin));
    }
    return value_finish(&labels);
}
