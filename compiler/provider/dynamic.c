#include "provider/dynamic.h"

#include <msgpack.h>

#include "provider/msgpack_size.h"

enum {
    /* The extension types of unknown values: plain ones, and those with refinements. */
    EXTENSION_UNKNOWN = 0,
    EXTENSION_REFINED = 12,
};

const Dynamic dynamic_null = {.kind = DYNAMIC_NULL};
const Dynamic dynamic_unknown = {.kind = DYNAMIC_UNKNOWN};

/* ---- Making and looking ---- */

static Dynamic *new_dynamic(Arena *arena, DynamicKind kind) {
    Dynamic *value = ARENA_NEW(arena, Dynamic);
    value->kind = kind;
    return value;
}

static const Dynamic *new_text(Arena *arena, DynamicKind kind, Str text) {
    Dynamic *value = new_dynamic(arena, kind);
    value->text = str_copy(arena, text);
    return value;
}

const Dynamic *dynamic_string(Arena *arena, Str text) {
    return new_text(arena, DYNAMIC_STRING, text);
}

const Dynamic *dynamic_integer(Arena *arena, int64_t integer) {
    Dynamic *value = new_dynamic(arena, DYNAMIC_INTEGER);
    value->integer = integer;
    return value;
}

const Dynamic *dynamic_bool(Arena *arena, bool boolean) {
    Dynamic *value = new_dynamic(arena, DYNAMIC_BOOL);
    value->boolean = boolean;
    return value;
}

Dynamic *dynamic_list(Arena *arena, size_t count) {
    Dynamic *value = new_dynamic(arena, DYNAMIC_LIST);
    value->list.items = arena_alloc_array(arena, count, sizeof(Dynamic *));
    value->list.count = count;
    return value;
}

Dynamic *dynamic_map(Arena *arena, size_t count) {
    Dynamic *value = new_dynamic(arena, DYNAMIC_MAP);
    value->map.entries = arena_alloc_array(arena, count, sizeof(DynamicEntry));
    value->map.count = count;
    return value;
}

const Dynamic *dynamic_get(const Dynamic *value, Str key) {
    for (size_t i = 0; value->kind == DYNAMIC_MAP && i < value->map.count; i++) {
        if (str_equal(value->map.entries[i].key, key)) {
            return value->map.entries[i].value;
        }
    }
    return &dynamic_null;
}

const Dynamic *dynamic_at(const Dynamic *value, size_t index) {
    bool is_there = value->kind == DYNAMIC_LIST && index < value->list.count;
    return is_there ? value->list.items[index] : &dynamic_null;
}

Str dynamic_text(const Dynamic *value) {
    return value->kind == DYNAMIC_STRING ? value->text : STR("");
}

static bool lists_are_equal(const Dynamic *a, const Dynamic *b) {
    bool equal = a->list.count == b->list.count;
    for (size_t i = 0; equal && i < a->list.count; i++) {
        equal = dynamic_equal(a->list.items[i], b->list.items[i]);
    }
    return equal;
}

static bool maps_are_equal(const Dynamic *a, const Dynamic *b) {
    bool equal = a->map.count == b->map.count;
    for (size_t i = 0; equal && i < a->map.count; i++) {
        equal = dynamic_equal(a->map.entries[i].value, dynamic_get(b, a->map.entries[i].key));
    }
    return equal;
}

bool dynamic_equal(const Dynamic *a, const Dynamic *b) {
    if (a->kind != b->kind) {
        return false;
    }
    switch (a->kind) {
    case DYNAMIC_NULL:
        return true;
    case DYNAMIC_UNKNOWN:
        return false;
    case DYNAMIC_BOOL:
        return a->boolean == b->boolean;
    case DYNAMIC_INTEGER:
        return a->integer == b->integer;
    case DYNAMIC_REAL:
        return a->real >= b->real && a->real <= b->real;
    case DYNAMIC_STRING:
    case DYNAMIC_BYTES:
        return str_equal(a->text, b->text);
    case DYNAMIC_LIST:
        return lists_are_equal(a, b);
    case DYNAMIC_MAP:
        return maps_are_equal(a, b);
    }
    return false;
}

/* ---- Reading ---- */

static bool convert(Arena *arena, const msgpack_object *object, const Dynamic **ret_value);

static bool convert_list(Arena *arena, const msgpack_object_array *array,
                         const Dynamic **ret_value) {
    Dynamic *value = dynamic_list(arena, array->size);
    for (size_t i = 0; i < array->size; i++) {
        if (!convert(arena, &array->ptr[i], &value->list.items[i])) {
            return false;
        }
    }
    *ret_value = value;
    return true;
}

static bool convert_map(Arena *arena, const msgpack_object_map *map, const Dynamic **ret_value) {
    Dynamic *value = dynamic_map(arena, map->size);
    for (size_t i = 0; i < map->size; i++) {
        const msgpack_object *key = &map->ptr[i].key;
        DynamicEntry *entry = &value->map.entries[i];
        if (key->type != MSGPACK_OBJECT_STR || !convert(arena, &map->ptr[i].val, &entry->value)) {
            return false;
        }
        entry->key = str_copy(arena, (Str){key->via.str.ptr, key->via.str.size});
    }
    *ret_value = value;
    return true;
}

static bool convert_extension(Arena *arena, const msgpack_object_ext *extension,
                              const Dynamic **ret_value) {
    if (extension->type == EXTENSION_UNKNOWN) {
        *ret_value = &dynamic_unknown;
        return true;
    }
    if (extension->type == EXTENSION_REFINED) {
        *ret_value = new_text(arena, DYNAMIC_UNKNOWN, (Str){extension->ptr, extension->size});
        return true;
    }
    return false;
}

static bool convert(Arena *arena, const msgpack_object *object, const Dynamic **ret_value) {
    switch (object->type) {
    case MSGPACK_OBJECT_NIL:
        *ret_value = &dynamic_null;
        return true;
    case MSGPACK_OBJECT_BOOLEAN:
        *ret_value = dynamic_bool(arena, object->via.boolean);
        return true;
    case MSGPACK_OBJECT_POSITIVE_INTEGER:
        if (object->via.u64 > INT64_MAX) {
            /* Larger numbers are strings on the wire as well. */
            *ret_value = dynamic_string(
                arena, str_format(arena, "%llu", (unsigned long long)object->via.u64));
            return true;
        }
        *ret_value = dynamic_integer(arena, (int64_t)object->via.u64);
        return true;
    case MSGPACK_OBJECT_NEGATIVE_INTEGER:
        *ret_value = dynamic_integer(arena, object->via.i64);
        return true;
    case MSGPACK_OBJECT_FLOAT32:
    case MSGPACK_OBJECT_FLOAT64: {
        Dynamic *value = new_dynamic(arena, DYNAMIC_REAL);
        value->real = object->via.f64;
        *ret_value = value;
        return true;
    }
    case MSGPACK_OBJECT_STR:
        *ret_value =
            new_text(arena, DYNAMIC_STRING, (Str){object->via.str.ptr, object->via.str.size});
        return true;
    case MSGPACK_OBJECT_BIN:
        *ret_value =
            new_text(arena, DYNAMIC_BYTES, (Str){object->via.bin.ptr, object->via.bin.size});
        return true;
    case MSGPACK_OBJECT_ARRAY:
        return convert_list(arena, &object->via.array, ret_value);
    case MSGPACK_OBJECT_MAP:
        return convert_map(arena, &object->via.map, ret_value);
    case MSGPACK_OBJECT_EXT:
        return convert_extension(arena, &object->via.ext, ret_value);
    }
    return false;
}

bool dynamic_read(Arena *arena, Str bytes, const Dynamic **ret_value) {
    if (bytes.length == 0) {
        *ret_value = &dynamic_null;
        return true;
    }
    if (!msgpack_is_whole(bytes)) {
        return false;
    }
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    size_t offset = 0;
    bool ok = msgpack_unpack_next(&unpacked, bytes.data, bytes.length, &offset) ==
                  MSGPACK_UNPACK_SUCCESS &&
              offset == bytes.length && convert(arena, &unpacked.data, ret_value);
    msgpack_unpacked_destroy(&unpacked);
    return ok;
}

/* ---- Writing ---- */

static int append_bytes(void *out, const char *bytes, size_t length) {
    buffer_append(out, (Str){bytes, length});
    return 0;
}

static void pack_text(msgpack_packer *packer, Str text) {
    msgpack_pack_str(packer, text.length);
    msgpack_pack_str_body(packer, text.data, text.length);
}

static void pack_unknown(msgpack_packer *packer, Str refinement) {
    bool refined = refinement.length > 0;
    /* A plain unknown has one byte of no meaning, because an extension cannot be empty. */
    Str body = refined ? refinement : (Str){"", 1};
    msgpack_pack_ext(packer, body.length, refined ? EXTENSION_REFINED : EXTENSION_UNKNOWN);
    msgpack_pack_ext_body(packer, body.data, body.length);
}

static void pack(msgpack_packer *packer, const Dynamic *value) {
    switch (value->kind) {
    case DYNAMIC_NULL:
        msgpack_pack_nil(packer);
        break;
    case DYNAMIC_UNKNOWN:
        pack_unknown(packer, value->text);
        break;
    case DYNAMIC_BOOL:
        value->boolean ? msgpack_pack_true(packer) : msgpack_pack_false(packer);
        break;
    case DYNAMIC_INTEGER:
        msgpack_pack_int64(packer, value->integer);
        break;
    case DYNAMIC_REAL:
        msgpack_pack_double(packer, value->real);
        break;
    case DYNAMIC_STRING:
        pack_text(packer, value->text);
        break;
    case DYNAMIC_BYTES:
        msgpack_pack_bin(packer, value->text.length);
        msgpack_pack_bin_body(packer, value->text.data, value->text.length);
        break;
    case DYNAMIC_LIST:
        msgpack_pack_array(packer, value->list.count);
        for (size_t i = 0; i < value->list.count; i++) {
            pack(packer, value->list.items[i]);
        }
        break;
    case DYNAMIC_MAP:
        msgpack_pack_map(packer, value->map.count);
        for (size_t i = 0; i < value->map.count; i++) {
            pack_text(packer, value->map.entries[i].key);
            pack(packer, value->map.entries[i].value);
        }
        break;
    }
}

void dynamic_write(const Dynamic *value, Buffer *out) {
    msgpack_packer packer;
    msgpack_packer_init(&packer, out, append_bytes);
    pack(&packer, value);
}
