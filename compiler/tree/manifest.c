#include "tree/manifest.h"

#include <jansson.h>
#include <nettle/sha2.h>

#include "support/file.h"
#include "support/json.h"

enum {
    MANIFEST_VERSION = 1,
    MANIFEST_MAX_BYTES = 16 * 1024 * 1024,
};

Str sha256_hex(Arena *arena, Str bytes) {
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, bytes.length, (const uint8_t *)bytes.data);
    sha256_digest(&context, sizeof digest, digest);
    char *hex = arena_alloc(arena, SHA256_HEX_LENGTH + 1);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    return (Str){hex, SHA256_HEX_LENGTH};
}

Str manifest_find_tree(Arena *arena, Str folder) {
    return file_find_upwards(arena, folder, STR(MANIFEST_PATH));
}

bool manifest_lists(const Manifest *manifest, Str path, Str hash) {
    const Str *listed = map_get(&manifest->hashes, path);
    return listed != NULL && str_equal(*listed, hash);
}

static bool read_entries(Arena *arena, const json_t *document, Manifest *manifest) {
    const json_t *files = json_object_get(document, "files");
    const char *stack = json_string_value(json_object_get(document, "stack"));
    const char *file = json_string_value(json_object_get(document, "file"));
    if (!json_is_object(files) || stack == NULL) {
        return false;
    }
    manifest->stack = str_copy(arena, str_from_cstr(stack));
    manifest->file = str_copy(arena, file == NULL ? STR("") : str_from_cstr(file));
    const char *path;
    json_t *hash;
    json_object_foreach((json_t *)files, path, hash) {
        if (!json_is_string(hash)) {
            return false;
        }
        Str *copy = ARENA_NEW(arena, Str);
        *copy = str_copy(arena, str_from_cstr(json_string_value(hash)));
        map_set(&manifest->hashes, str_copy(arena, str_from_cstr(path)), copy);
    }
    return true;
}

bool manifest_parse(Arena *arena, Str text, Manifest *ret_manifest) {
    *ret_manifest = (Manifest){.hashes = map_new(arena)};
    json_t *document = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, NULL);
    bool ok = json_integer_value(json_object_get(document, "manifest")) == MANIFEST_VERSION &&
              read_entries(arena, document, ret_manifest);
    json_decref(document);
    return ok;
}

bool manifest_read(Arena *arena, DiagSink *sink, Str folder, Str path, Manifest *ret_manifest) {
    *ret_manifest = (Manifest){.hashes = map_new(arena)};
    Str full = path_join(arena, folder, path);
    if (!file_exists(full)) {
        return true;
    }
    Str text;
    Str problem;
    if (!file_read(arena, full, MANIFEST_MAX_BYTES, &text, &problem)) {
        diag_report(sink, MLS4004, span_none(), "cannot read the manifest '%.*s': %.*s",
                    STR_ARG(full), STR_ARG(problem));
        return false;
    }
    bool ok = manifest_parse(arena, text, ret_manifest);
    if (!ok) {
        Diagnostic *diagnostic =
            diag_report(sink, MLS4004, span_none(),
                        "'%.*s' is not a manifest that this version can read", STR_ARG(full));
        diag_help(sink, diagnostic,
                  "restore it from version control, or build into another folder with -o");
    }
    return ok;
}

Str manifest_write(Arena *arena, const Tree *tree) {
    Buffer out = buffer_new(arena);
    buffer_printf(&out, "{\n  \"manifest\": %d,\n  \"stack\": ", MANIFEST_VERSION);
    json_write_string(&out, tree->stack);
    buffer_append(&out, STR(",\n  \"file\": "));
    json_write_string(&out, tree->file);
    buffer_append(&out, STR(",\n  \"files\": {"));
    for (size_t i = 0; i < tree->files.count; i++) {
        buffer_append(&out, i == 0 ? STR("\n    ") : STR(",\n    "));
        json_write_string(&out, tree->files.items[i].path);
        buffer_append(&out, STR(": "));
        json_write_string(&out, sha256_hex(arena, tree->files.items[i].text));
    }
    buffer_append(&out, STR("\n  }\n}\n"));
    return buffer_str(&out);
}
