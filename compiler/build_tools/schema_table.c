/*
 * schema_table BLOB INDEX SCHEMA.json.gz...
 *
 * Turns the provider schemas of stdlib/schemas/ into a blob of deflated protobuf messages and a C
 * file with the index over it (provider/schema_index.h). Runs while the compiler is built.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support/buffer.h"
#include "tfplugin6.pb-c.h"

typedef Tfplugin6__Schema Schema;
typedef Tfplugin6__Schema__Block Block;
typedef Tfplugin6__Schema__Attribute Attribute;
typedef Tfplugin6__Schema__NestedBlock NestedBlock;
typedef Tfplugin6__Schema__Object Object;
typedef Tfplugin6__ProviderSchema ProviderSchema;
typedef Tfplugin6__SchemaEntry SchemaEntry;
typedef Tfplugin6__Function Function;
typedef Tfplugin6__Function__Parameter Parameter;

enum { READ_CHUNK = 1 << 20 };

typedef struct Output {
    Arena *arena;
    FILE *blob;
    FILE *index;
    size_t offset; /* bytes in the blob so far */
} Output;

_Noreturn static void fail(const char *subject, const char *problem) {
    fprintf(stderr, "schema_table: %s: %s\n", subject, problem);
    exit(EXIT_FAILURE);
}

static json_t *read_schema_file(Arena *arena, const char *path) {
    gzFile file = gzopen(path, "rb");
    if (file == NULL) {
        fail(path, "cannot be opened");
    }
    Buffer text = buffer_new(arena);
    int count = 0;
    do {
        buffer_reserve(&text, READ_CHUNK);
        count = gzread(file, text.data + text.length, READ_CHUNK);
        if (count < 0) {
            fail(path, "is not a whole gzip file");
        }
        text.length += (size_t)count;
    } while (count > 0);
    gzclose(file);
    json_error_t error;
    json_t *root = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        fail(path, error.text);
    }
    return root;
}

static const char *need_string(json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    if (text == NULL) {
        fail(key, "is missing or not a string");
    }
    return text;
}

static bool is_true(json_t *object, const char *key) {
    return json_is_true(json_object_get(object, key));
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The keys of an object (or of nothing) in byte order. */
static const char **sorted_keys(Arena *arena, json_t *object, size_t *ret_count) {
    const char **keys = arena_alloc_array(arena, json_object_size(object), sizeof *keys);
    size_t count = 0;
    const char *key = NULL;
    json_t *value = NULL;
    json_object_foreach(object, key, value) {
        keys[count++] = key;
    }
    qsort(keys, count, sizeof *keys, by_name);
    *ret_count = count;
    return keys;
}

static ProtobufCBinaryData type_bytes(Arena *arena, json_t *type) {
    if (type == NULL) {
        return (ProtobufCBinaryData){0};
    }
    size_t length = json_dumpb(type, NULL, 0, JSON_ENCODE_ANY | JSON_COMPACT);
    char *text = arena_alloc(arena, length);
    json_dumpb(type, text, length, JSON_ENCODE_ANY | JSON_COMPACT);
    return (ProtobufCBinaryData){.len = length, .data = (uint8_t *)text};
}

static Tfplugin6__Schema__NestingMode nesting_mode(json_t *object) {
    static const char *const names[] = {
        [TFPLUGIN6__SCHEMA__NESTING_MODE__SINGLE] = "single",
        [TFPLUGIN6__SCHEMA__NESTING_MODE__LIST] = "list",
        [TFPLUGIN6__SCHEMA__NESTING_MODE__SET] = "set",
        [TFPLUGIN6__SCHEMA__NESTING_MODE__MAP] = "map",
        [TFPLUGIN6__SCHEMA__NESTING_MODE__GROUP] = "group",
    };
    const char *name = need_string(object, "nesting_mode");
    for (size_t i = TFPLUGIN6__SCHEMA__NESTING_MODE__SINGLE; i < sizeof names / sizeof *names;
         i++) {
        if (strcmp(names[i], name) == 0) {
            return (Tfplugin6__Schema__NestingMode)i;
        }
    }
    fail(name, "is not a nesting mode");
}

static Attribute **make_attributes(Arena *arena, json_t *attributes, size_t *ret_count);

static Object *make_object(Arena *arena, json_t *json) {
    Object *object = ARENA_NEW(arena, Object);
    tfplugin6__schema__object__init(object);
    object->attributes =
        make_attributes(arena, json_object_get(json, "attributes"), &object->n_attributes);
    object->nesting = nesting_mode(json);
    return object;
}

static Attribute *make_attribute(Arena *arena, const char *name, json_t *json) {
    Attribute *attribute = ARENA_NEW(arena, Attribute);
    tfplugin6__schema__attribute__init(attribute);
    attribute->name = (char *)name;
    attribute->type = type_bytes(arena, json_object_get(json, "type"));
    json_t *nested = json_object_get(json, "nested_type");
    if (nested != NULL) {
        attribute->nested_type = make_object(arena, nested);
    }
    attribute->required = is_true(json, "required");
    attribute->optional = is_true(json, "optional");
    attribute->computed = is_true(json, "computed");
    attribute->sensitive = is_true(json, "sensitive");
    attribute->deprecated = is_true(json, "deprecated");
    attribute->write_only = is_true(json, "write_only");
    return attribute;
}

static Attribute **make_attributes(Arena *arena, json_t *attributes, size_t *ret_count) {
    const char **names = sorted_keys(arena, attributes, ret_count);
    Attribute **made = arena_alloc_array(arena, *ret_count, sizeof *made);
    for (size_t i = 0; i < *ret_count; i++) {
        made[i] = make_attribute(arena, names[i], json_object_get(attributes, names[i]));
    }
    return made;
}

static Block *make_block(Arena *arena, json_t *json);

static NestedBlock *make_nested_block(Arena *arena, const char *name, json_t *json) {
    NestedBlock *nested = ARENA_NEW(arena, NestedBlock);
    tfplugin6__schema__nested_block__init(nested);
    nested->type_name = (char *)name;
    nested->block = make_block(arena, json_object_get(json, "block"));
    nested->nesting = nesting_mode(json);
    nested->min_items = json_integer_value(json_object_get(json, "min_items"));
    nested->max_items = json_integer_value(json_object_get(json, "max_items"));
    return nested;
}

static Block *make_block(Arena *arena, json_t *json) {
    Block *block = ARENA_NEW(arena, Block);
    tfplugin6__schema__block__init(block);
    block->deprecated = is_true(json, "deprecated");
    block->attributes =
        make_attributes(arena, json_object_get(json, "attributes"), &block->n_attributes);
    json_t *nested = json_object_get(json, "block_types");
    const char **names = sorted_keys(arena, nested, &block->n_block_types);
    block->block_types =
        arena_alloc_array(arena, block->n_block_types, sizeof(Tfplugin6__Schema__NestedBlock *));
    for (size_t i = 0; i < block->n_block_types; i++) {
        block->block_types[i] =
            make_nested_block(arena, names[i], json_object_get(nested, names[i]));
    }
    return block;
}

static Schema *make_schema(Arena *arena, json_t *json) {
    Schema *schema = ARENA_NEW(arena, Schema);
    tfplugin6__schema__init(schema);
    schema->version = json_integer_value(json_object_get(json, "version"));
    schema->block = make_block(arena, json_object_get(json, "block"));
    return schema;
}

static Parameter *make_parameter(Arena *arena, json_t *json) {
    Parameter *parameter = ARENA_NEW(arena, Parameter);
    tfplugin6__function__parameter__init(parameter);
    parameter->name = (char *)need_string(json, "name");
    parameter->type = type_bytes(arena, json_object_get(json, "type"));
    parameter->allow_null_value = is_true(json, "is_nullable");
    return parameter;
}

static Function *make_function(Arena *arena, json_t *json) {
    Function *function = ARENA_NEW(arena, Function);
    tfplugin6__function__init(function);
    json_t *parameters = json_object_get(json, "parameters");
    function->n_parameters = json_array_size(parameters);
    function->parameters = arena_alloc_array(arena, function->n_parameters, sizeof(Parameter *));
    for (size_t i = 0; i < function->n_parameters; i++) {
        function->parameters[i] = make_parameter(arena, json_array_get(parameters, i));
    }
    json_t *variadic = json_object_get(json, "variadic_parameter");
    if (variadic != NULL) {
        function->variadic_parameter = make_parameter(arena, variadic);
    }
    function->return_ = ARENA_NEW(arena, Tfplugin6__Function__Return);
    tfplugin6__function__return__init(function->return_);
    function->return_->type = type_bytes(arena, json_object_get(json, "return_type"));
    return function;
}

/* Appends the message to the blob, and its place as a SchemaEntry to the index. */
static void write_entry(Output *output, const char *name, const ProviderSchema *message) {
    size_t size = tfplugin6__provider_schema__get_packed_size(message);
    if (size == 0) {
        fprintf(output->index, "{STR_INIT(\"%s\"), 0, 0, 0}", name);
        return;
    }
    uint8_t *bytes = arena_alloc(output->arena, size);
    tfplugin6__provider_schema__pack(message, bytes);
    uLongf packed_size = compressBound((uLong)size);
    uint8_t *packed = arena_alloc(output->arena, packed_size);
    if (compress2(packed, &packed_size, bytes, (uLong)size, Z_BEST_COMPRESSION) != Z_OK ||
        fwrite(packed, 1, packed_size, output->blob) != packed_size) {
        fail(name, "cannot be written");
    }
    fprintf(output->index, "{STR_INIT(\"%s\"), %zu, %lu, %zu}", name, output->offset, packed_size,
            size);
    output->offset += packed_size;
}

typedef struct Kind {
    const char *key;   /* in the schema file */
    const char *label; /* in the names of the generated tables */
    const char *enumerator;
} Kind;

static const Kind kinds[] = {
    {"resource_schemas", "resources", "PROVIDER_RESOURCE"},
    {"data_source_schemas", "data_sources", "PROVIDER_DATA"},
    {"ephemeral_resource_schemas", "ephemerals", "PROVIDER_EPHEMERAL"},
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

/* A message with the one map entry in the field of its kind. */
static void write_type(Output *output, const Kind *kind, const char *name, json_t *json) {
    ArenaMark mark = arena_mark(output->arena);
    SchemaEntry entry = TFPLUGIN6__SCHEMA_ENTRY__INIT;
    entry.key = (char *)name;
    entry.value = make_schema(output->arena, json);
    SchemaEntry *entries[] = {&entry};
    ProviderSchema message = TFPLUGIN6__PROVIDER_SCHEMA__INIT;
    if (kind == &kinds[0]) {
        message.n_resource_schemas = 1;
        message.resource_schemas = entries;
    } else if (kind == &kinds[1]) {
        message.n_data_source_schemas = 1;
        message.data_source_schemas = entries;
    } else {
        message.n_ephemeral_resource_schemas = 1;
        message.ephemeral_resource_schemas = entries;
    }
    write_entry(output, name, &message);
    arena_rewind(output->arena, mark);
}

static void write_kind(Output *output, const Kind *kind, const char *provider, json_t *types) {
    size_t count = 0;
    const char **names = sorted_keys(output->arena, types, &count);
    if (count == 0) {
        return;
    }
    fprintf(output->index, "static const SchemaEntry %s_%s[] = {\n", provider, kind->label);
    for (size_t i = 0; i < count; i++) {
        fputs("    ", output->index);
        write_type(output, kind, names[i], json_object_get(types, names[i]));
        fputs(",\n", output->index);
    }
    fputs("};\n", output->index);
}

static void write_functions(Output *output, json_t *functions) {
    ProviderSchema message = TFPLUGIN6__PROVIDER_SCHEMA__INIT;
    const char **names = sorted_keys(output->arena, functions, &message.n_functions);
    message.functions =
        arena_alloc_array(output->arena, message.n_functions, sizeof(Tfplugin6__FunctionEntry *));
    for (size_t i = 0; i < message.n_functions; i++) {
        Tfplugin6__FunctionEntry *entry = ARENA_NEW(output->arena, Tfplugin6__FunctionEntry);
        tfplugin6__function_entry__init(entry);
        entry->key = (char *)names[i];
        entry->value = make_function(output->arena, json_object_get(functions, names[i]));
        message.functions[i] = entry;
    }
    write_entry(output, "", &message);
}

/* "aws" of "registry.example/hashicorp/aws". */
static const char *local_name(const char *source) {
    const char *slash = strrchr(source, '/');
    return slash == NULL ? source : slash + 1;
}

/* "hashicorp/aws" of "registry.example/hashicorp/aws". */
static const char *short_source(const char *source) {
    const char *slash = strchr(source, '/');
    return slash != NULL && strchr(slash + 1, '/') != NULL ? slash + 1 : source;
}

static void write_type_tables(Output *output, json_t *root) {
    const char *name = local_name(need_string(root, "source"));
    for (size_t i = 0; i < KIND_COUNT; i++) {
        write_kind(output, &kinds[i], name, json_object_get(root, kinds[i].key));
    }
    fprintf(output->index, "static const SchemaEntry %s_config[] = {\n    ", name);
    ProviderSchema config = TFPLUGIN6__PROVIDER_SCHEMA__INIT;
    config.provider = make_schema(output->arena, json_object_get(root, "provider"));
    write_entry(output, "", &config);
    fputs(",\n};\n\n", output->index);
}

static void write_provider(Output *output, json_t *root) {
    const char *source = need_string(root, "source");
    const char *name = local_name(source);
    fprintf(output->index,
            "    {\n"
            "        .name = STR_INIT(\"%s\"),\n"
            "        .source = STR_INIT(\"%s\"),\n"
            "        .version = STR_INIT(\"%s\"),\n"
            "        .kinds =\n"
            "            {\n"
            "                [PROVIDER_CONFIG] = {%s_config, 1},\n",
            name, short_source(source), need_string(root, "version"), name);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        size_t count = json_object_size(json_object_get(root, kinds[i].key));
        if (count > 0) {
            fprintf(output->index, "                [%s] = {%s_%s, %zu},\n", kinds[i].enumerator,
                    name, kinds[i].label, count);
        }
    }
    fputs("            },\n        .functions = ", output->index);
    write_functions(output, json_object_get(root, "functions"));
    fputs(",\n    },\n", output->index);
}

static int by_provider(const void *left, const void *right) {
    return strcmp(local_name(need_string(*(json_t *const *)left, "source")),
                  local_name(need_string(*(json_t *const *)right, "source")));
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fail("usage", "schema_table BLOB INDEX SCHEMA.json.gz...");
    }
    Arena *arena = arena_new();
    Output output = {arena, fopen(argv[1], "wb"), fopen(argv[2], "w"), 0};
    if (output.blob == NULL || output.index == NULL) {
        fail(argv[2], "cannot be written");
    }
    size_t count = (size_t)argc - 3;
    json_t **roots = arena_alloc_array(arena, count, sizeof(json_t *));
    for (size_t i = 0; i < count; i++) {
        roots[i] = read_schema_file(arena, argv[i + 3]);
    }
    qsort(roots, count, sizeof(json_t *), by_provider);

    fputs("#include \"provider/schema_index.h\"\n\n", output.index);
    for (size_t i = 0; i < count; i++) {
        write_type_tables(&output, roots[i]);
    }
    fputs("const Provider provider_table[] = {\n", output.index);
    for (size_t i = 0; i < count; i++) {
        write_provider(&output, roots[i]);
        json_decref(roots[i]);
    }
    fprintf(output.index, "};\nconst size_t provider_table_count = %zu;\n", count);
    bool written = fclose(output.blob) == 0 && fclose(output.index) == 0;
    arena_free(arena);
    if (!written) {
        fail(argv[2], "cannot be written");
    }
    return EXIT_SUCCESS;
}
