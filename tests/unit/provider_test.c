#include "unit.h"

#include <nghttp2/nghttp2.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "provider/block_schema.h"
#include "provider/grpc_connection.h"
#include "provider/plugin_server.h"
#include "provider/schema_index.h"
#include "tfplugin6.pb-c.h"

/* ---- The index ---- */

START_TEST(providers_are_found_by_local_name) {
    const Provider *aws = provider_find(STR("aws"));
    ck_assert_ptr_nonnull(aws);
    assert_str_eq(provider_source(aws), "hashicorp/aws");
    assert_str_eq(provider_version(aws), "6.47.0");
    ck_assert_ptr_null(provider_find(STR("null")));
    ck_assert_ptr_eq(provider_of_type(STR("aws_vpc")), aws);
    ck_assert_ptr_null(provider_of_type(STR("terraform_data")));
}
END_TEST

START_TEST(every_index_is_sorted_and_every_entry_decodes) {
    Arena *arena = arena_new();
    for (size_t p = 0; p < provider_count(); p++) {
        const Provider *provider = provider_at(p);
        for (int kind = 0; kind < PROVIDER_KIND_COUNT; kind++) {
            SchemaEntryList list = provider->kinds[kind];
            for (size_t i = 0; i < list.count; i++) {
                ArenaMark mark = arena_mark(arena);
                SchemaCache cache = schema_cache_new(arena);
                Str name = list.items[i].name;
                ck_assert_ptr_nonnull(
                    schema_cache_find(&cache, provider, (ProviderKind)kind, name));
                ck_assert(i == 0 || str_compare(list.items[i - 1].name, name) < 0);
                arena_rewind(arena, mark);
            }
        }
    }
    arena_free(arena);
}
END_TEST

START_TEST(schemas_say_what_is_required_and_read_only) {
    Arena *arena = arena_new();
    SchemaCache cache = schema_cache_new(arena);
    const BlockSchema *schema = schema_cache_find(&cache, provider_find(STR("google")),
                                                  PROVIDER_RESOURCE, STR("google_storage_bucket"));
    ck_assert(block_schema_argument(schema, STR("location"))->is_required);
    ck_assert(block_schema_argument(schema, STR("self_link"))->is_read_only);
    ck_assert(!block_schema_argument(schema, STR("labels"))->is_read_only);
    assert_str_eq(block_schema_argument(schema, STR("labels"))->type, "[\"map\",\"string\"]");
    ck_assert_int_eq(block_schema_block(schema, STR("versioning"))->most, 1);
    ck_assert_ptr_null(schema_cache_find(&cache, provider_find(STR("google")), PROVIDER_RESOURCE,
                                         STR("google_storage_buckett")));
    arena_free(arena);
}
END_TEST

START_TEST(nested_attributes_keep_their_inner_schema) {
    Arena *arena = arena_new();
    SchemaCache cache = schema_cache_new(arena);
    const BlockSchema *schema = schema_cache_find(&cache, provider_find(STR("helm")),
                                                  PROVIDER_RESOURCE, STR("helm_release"));
    const ArgumentSchema *set = block_schema_argument(schema, STR("set"));
    ck_assert_ptr_nonnull(set->nested);
    ck_assert(block_schema_argument(set->nested, STR("name"))->is_required);
    arena_free(arena);
}
END_TEST

/* ---- The selection ---- */

static Tfplugin6__ProviderSchema *decode(Str bytes) {
    return tfplugin6__provider_schema__unpack(NULL, bytes.length, (const uint8_t *)bytes.data);
}

START_TEST(selection_has_the_types_that_the_text_names) {
    Arena *arena = arena_new();
    ProviderSelection *selection = provider_selection_new(arena);
    provider_selection_add_text(selection, STR("resource \"aws_vpc\" \"main\" {}\n"
                                               "resource \"aws_vpc\" \"other\" {}\n"
                                               "data \"aws_region\" \"here\" {}"));
    Str bytes = provider_selection_schema(arena, selection, provider_find(STR("aws")));
    Tfplugin6__ProviderSchema *schema = decode(bytes);
    /* aws_vpc is a resource and a data source. */
    ck_assert_uint_eq(schema->n_resource_schemas, 1);
    ck_assert_str_eq(schema->resource_schemas[0]->key, "aws_vpc");
    ck_assert_uint_eq(schema->n_data_source_schemas, 2);
    ck_assert_ptr_nonnull(schema->provider);
    ck_assert_uint_eq(schema->n_functions, 4);
    ck_assert(schema->server_capabilities->get_provider_schema_optional);
    tfplugin6__provider_schema__free_unpacked(schema, NULL);
    arena_free(arena);
}
END_TEST

START_TEST(selection_offers_near_names_for_a_misspelt_type) {
    Arena *arena = arena_new();
    ProviderSelection *selection = provider_selection_new(arena);
    provider_selection_add_text(selection, STR("resource \"aws_s3_buckett\" \"x\" {}"));
    Str bytes = provider_selection_schema(arena, selection, provider_find(STR("aws")));
    Tfplugin6__ProviderSchema *schema = decode(bytes);
    ck_assert_uint_eq(schema->n_resource_schemas, 1);
    ck_assert_str_eq(schema->resource_schemas[0]->key, "aws_s3_bucket");
    tfplugin6__provider_schema__free_unpacked(schema, NULL);
    arena_free(arena);
}
END_TEST

/* ---- Framing ---- */

START_TEST(frames_are_read_as_they_are_written) {
    char frame[GRPC_PREFIX_SIZE + 3] = {0};
    memcpy(frame + GRPC_PREFIX_SIZE, "abc", 3);
    grpc_frame_write(frame, 3);
    Str message;
    ck_assert_int_eq(grpc_frame_read((Str){frame, sizeof frame}, &message), GRPC_OK);
    assert_str_eq(message, "abc");
}
END_TEST

START_TEST(broken_frames_are_refused) {
    Str message;
    ck_assert_int_eq(grpc_frame_read(STR(""), &message), GRPC_INTERNAL);
    ck_assert_int_eq(grpc_frame_read(STR("\0\0\0\0"), &message), GRPC_INTERNAL);
    ck_assert_int_eq(grpc_frame_read(STR("\0\0\0\0\2x"), &message), GRPC_INTERNAL);
    ck_assert_int_eq(grpc_frame_read(STR("\0\0\0\0\1xy"), &message), GRPC_INTERNAL);
    ck_assert_int_eq(grpc_frame_read(STR("\1\0\0\0\1x"), &message), GRPC_UNIMPLEMENTED);
}
END_TEST

/* ---- The server, with a client in the same thread ---- */

typedef struct Client {
    nghttp2_session *session;
    int descriptor;
    PluginServer *server;
    char status[8]; /* grpc-status of the last answer */
    size_t body_bytes;
    bool done;
} Client;

static ssize_t client_send(nghttp2_session *session, const uint8_t *data, size_t length, int flags,
                           void *user_data) {
    (void)session;
    (void)flags;
    const Client *client = user_data;
    return send(client->descriptor, data, length, MSG_NOSIGNAL);
}

static int client_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name,
                         size_t name_length, const uint8_t *value, size_t value_length,
                         uint8_t flags, void *user_data) {
    (void)session;
    (void)frame;
    (void)flags;
    Client *client = user_data;
    if (str_equal((Str){(const char *)name, name_length}, STR("grpc-status"))) {
        ck_assert_uint_lt(value_length, sizeof client->status);
        memcpy(client->status, value, value_length);
    }
    return 0;
}

static int client_data(nghttp2_session *session, uint8_t flags, int32_t stream_id,
                       const uint8_t *data, size_t length, void *user_data) {
    (void)session;
    (void)flags;
    (void)stream_id;
    (void)data;
    Client *client = user_data;
    client->body_bytes += length;
    return 0;
}

static int client_close(nghttp2_session *session, int32_t stream_id, uint32_t error_code,
                        void *user_data) {
    (void)session;
    (void)stream_id;
    (void)error_code;
    Client *client = user_data;
    client->done = true;
    return 0;
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    ck_assert_uint_lt(strlen(path), sizeof address.sun_path);
    memcpy(address.sun_path, path, strlen(path));
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_eq(connect(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    return descriptor;
}

static Client client_open(PluginServer *server, const char *path) {
    return (Client){.server = server, .descriptor = connect_to(path)};
}

static void client_start(Client *client) {
    nghttp2_session_callbacks *callbacks = NULL;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_send_callback(callbacks, client_send);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, client_header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, client_data);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, client_close);
    nghttp2_session_client_new(&client->session, callbacks, client);
    nghttp2_session_callbacks_del(callbacks);
    nghttp2_submit_settings(client->session, NGHTTP2_FLAG_NONE, NULL, 0);
}

static ssize_t empty_message(nghttp2_session *session, int32_t stream_id, uint8_t *out,
                             size_t capacity, uint32_t *flags, nghttp2_data_source *source,
                             void *user_data) {
    (void)session;
    (void)stream_id;
    (void)capacity;
    (void)source;
    (void)user_data;
    grpc_frame_write((char *)out, 0);
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    return GRPC_PREFIX_SIZE;
}

/* Calls a method with an empty message and serves until the answer is whole. */
static void client_call(Client *client, const char *path) {
    const char *fields[][2] = {
        {":method", "POST"}, {":scheme", "http"}, {":authority", "x"},
        {":path", path},     {"te", "trailers"},  {"content-type", "application/grpc"},
    };
    enum { FIELD_COUNT = sizeof fields / sizeof *fields };
    nghttp2_nv headers[FIELD_COUNT];
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        headers[i] = (nghttp2_nv){(uint8_t *)fields[i][0], (uint8_t *)fields[i][1],
                                  strlen(fields[i][0]), strlen(fields[i][1]), 0};
    }
    nghttp2_data_provider body = {.read_callback = empty_message};
    client->done = false;
    client->body_bytes = 0;
    memset(client->status, 0, sizeof client->status);
    nghttp2_submit_request(client->session, NULL, headers, FIELD_COUNT, &body, NULL);
    for (int rounds = 0; !client->done && rounds < 1000; rounds++) {
        nghttp2_session_send(client->session);
        struct pollfd own = {.fd = client->descriptor, .events = POLLIN};
        ck_assert(plugin_server_poll(client->server, &own, 1, 100));
        if ((own.revents & POLLIN) != 0) {
            uint8_t bytes[65536];
            ssize_t count = recv(client->descriptor, bytes, sizeof bytes, 0);
            ck_assert_int_gt(count, 0);
            ck_assert_int_ge(nghttp2_session_mem_recv(client->session, bytes, (size_t)count), 0);
        }
    }
    ck_assert(client->done);
}

static void client_free(Client *client) {
    nghttp2_session_del(client->session);
    close(client->descriptor);
}

typedef struct Fixture {
    Arena *arena;
    char folder[32];
    PluginServer *server;
} Fixture;

static Fixture fixture_open(Str text) {
    Fixture fixture = {.arena = arena_new(), .folder = "/tmp/mlstack-test-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(fixture.folder));
    ProviderSelection *selection = provider_selection_new(fixture.arena);
    provider_selection_add_text(selection, text);
    Str problem;
    ck_assert(plugin_server_open(fixture.arena, str_from_cstr(fixture.folder), selection,
                                 &fixture.server, &problem));
    return fixture;
}

static const char *fixture_socket(const Fixture *fixture, const char *provider) {
    Str path = str_format(fixture->arena, "%s/%s", fixture->folder, provider);
    return str_to_cstr(fixture->arena, path);
}

static void fixture_close(Fixture *fixture) {
    plugin_server_close(fixture->server);
    ck_assert_int_eq(rmdir(fixture->folder), 0); /* so no socket is left */
    arena_free(fixture->arena);
}

START_TEST(server_answers_known_methods_and_refuses_others) {
    Fixture fixture = fixture_open(STR("resource aws_vpc aws_instance aws_db_instance"));
    Client client = client_open(fixture.server, fixture_socket(&fixture, "aws"));
    client_start(&client);
    client_call(&client, "/tfplugin6.Provider/GetProviderSchema");
    ck_assert_str_eq(client.status, "0");
    ck_assert_uint_gt(client.body_bytes, 10000);
    client_call(&client, "/tfplugin6.Provider/ValidateProviderConfig");
    ck_assert_str_eq(client.status, "0");
    ck_assert_uint_eq(client.body_bytes, GRPC_PREFIX_SIZE);
    client_call(&client, "/tfplugin6.Provider/ValidateResourceConfig"); /* of no type */
    ck_assert_str_eq(client.status, "0");
    ck_assert_uint_gt(client.body_bytes, GRPC_PREFIX_SIZE);
    client_call(&client, "/plugin.GRPCController/Shutdown");
    ck_assert_str_eq(client.status, "12");
    ck_assert_uint_eq(client.body_bytes, 0);
    client_free(&client);
    fixture_close(&fixture);
}
END_TEST

START_TEST(server_survives_a_client_that_talks_nonsense) {
    Fixture fixture = fixture_open(STR("aws_vpc"));
    const char *path = fixture_socket(&fixture, "aws");
    int broken = connect_to(path);
    const char nonsense[] = "GET / HTTP/1.1\r\n\r\n";
    ck_assert_int_gt(send(broken, nonsense, sizeof nonsense, MSG_NOSIGNAL), 0);
    int silent = connect_to(path);
    for (int i = 0; i < 5; i++) {
        ck_assert(plugin_server_poll(fixture.server, NULL, 0, 10));
    }
    close(silent);
    Client client = client_open(fixture.server, path);
    client_start(&client);
    client_call(&client, "/tfplugin6.Provider/GetProviderSchema");
    ck_assert_str_eq(client.status, "0");
    client_free(&client);
    close(broken);
    fixture_close(&fixture);
}
END_TEST

START_TEST(server_refuses_a_path_that_is_too_long) {
    Arena *arena = arena_new();
    char folder[200];
    memset(folder, 'x', sizeof folder);
    folder[0] = '/';
    PluginServer *server = NULL;
    Str problem = STR("");
    ck_assert(!plugin_server_open(arena, (Str){folder, sizeof folder},
                                  provider_selection_new(arena), &server, &problem));
    ck_assert(str_ends_with(problem, STR("is too long for a socket")));
    arena_free(arena);
}
END_TEST

START_TEST(reattach_names_both_registries) {
    Fixture fixture = fixture_open(STR(""));
    Str json = plugin_server_reattach(fixture.arena, fixture.server);
    ck_assert(str_starts_with(json, STR("{\"registry.terraform.io/hashicorp/aws\":{")));
    ck_assert_uint_lt(str_find(json, STR("\"registry.opentofu.org/hashicorp/tls\":{")),
                      json.length);
    fixture_close(&fixture);
}
END_TEST

/* ---- The lesser check ---- */

/* The codes of the mistakes in a folder of one file, in order: "MLS5010 MLS5011". */
static Str check_text(Arena *arena, Str path, Str text, CheckOptions options) {
    Sources *sources = sources_new(arena);
    DiagSink *sink = diag_sink_new(arena, sources);
    ModuleFile file = {.path = path, .file = sources_add(sources, path, text)};
    ck_assert(hcl_parse(arena, sink, file.file, &file.body));
    Module module = {.files = &file, .file_count = 1};
    bool valid = provider_check_module(arena, sink, &module, options);
    DiagnosticList list = diag_sorted(sink);
    ck_assert(valid == (list.count == 0));
    Buffer codes = buffer_new(arena);
    for (size_t i = 0; i < list.count; i++) {
        Str code = diag_code_info(list.items[i]->code)->code;
        buffer_printf(&codes, "%s%.*s", i == 0 ? "" : " ", STR_ARG(code));
    }
    return buffer_str(&codes);
}

typedef struct CheckCase {
    const char *text;
    const char *codes;
} CheckCase;

START_TEST(check_finds_each_mistake_once) {
    static const CheckCase cases[] = {
        {"variable \"x\" {}\noutput \"y\" { value = var.x }", ""},
        {"variabel \"x\" {}", "MLS5012"},
        {"variable {}", "MLS5022"},
        {"variable \"x\" {}\nvariable \"x\" {}", "MLS5021"},
        {"output \"x\" {}", "MLS5011"},
        {"output \"x\" { value = local.x }", "MLS5018"},
        {"output \"x\" { value = data.aws_region.here.id }", "MLS5018"},
        {"locals { x = [for key in [1] : upper(\"${local.y}\")] }", "MLS5018"},
        {"moved {\n  from = aws_vpc.a\n  to = aws_vpc.b\n}", ""},
        {"terraform {\n  required_providers {\n    x = { sorce = \"a/x\" }\n  }\n}", "MLS5010"},
        {"terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n  }\n}", ""},
        {"provider \"aws\" { regoin = \"x\" }", "MLS5010"},
        {"resource \"aws_vcp\" \"x\" {}", "MLS5017"},
        {"resource \"null_resource\" \"x\" { anything = 1 }", "MLS5009"},
        {"terraform {\n  required_providers {\n    null = { source = \"hashicorp/null\" }\n  }\n}\n"
         "resource \"null_resource\" \"x\" { anything = 1 }",
         ""},
        {"resource \"terraform_data\" \"x\" { inputt = 1 }", "MLS5010"},
        {"resource \"terraform_data\" \"1x\" {}", "MLS5022"},
        {"variable \"source\" {}", "MLS5022"},
        {"output \"x\" { value = 1 }\noutput \"x\" { value = 1 }", "MLS5021"},
        {"provider \"aws\" {}\nprovider \"aws\" {}", "MLS5021"},
        {"provider \"aws\" {}\nprovider \"aws\" { alias = \"b\" }", ""},
        {"x = 1", "MLS5010"},
        {"locals {\n  x {}\n}", "MLS5012"},
        /* What a misspelt block declares is not missed as well. */
        {"locales { x = 1 }\noutput \"y\" { value = local.x }", "MLS5012"},
        {"output \"x\" { value = y }", "MLS5018"},
        {"output \"x\" { value = path.modul }", "MLS5018"},
        {"output \"x\" { value = self.id }", "MLS5018"},
        {"resource \"aws_eip\" \"x\" { domain = [\"vpc\"] }", "MLS5015"},
        {"resource \"aws_eip\" \"x\" { tags = { a = [] } }", "MLS5015"},
        {"resource \"aws_eip\" \"x\" { tags = { a = 1, b = null } }", ""},
        {"resource \"aws_eip\" \"x\" { allocation_id = \"x\" }", "MLS5016"},
        {"resource \"aws_eip\" \"x\" {\n  tags {\n    a = 1\n  }\n}", "MLS5012"},
        {"resource \"aws_eip\" \"x\" { timeouts = {} }", "MLS5010"},
        {"resource \"aws_eip\" \"x\" {\n  lifecycle {\n    prevent_destory = true\n  }\n}",
         "MLS5010"},
        {"resource \"aws_eip\" \"x\" { instance = each.key }", "MLS5018"},
        {"resource \"aws_eip\" \"x\" {\n  for_each = {}\n  instance = each.key\n}", ""},
        {"resource \"aws_eip\" \"x\" { for_each = \"x\" }", "MLS5015"},
        {"resource \"aws_eip\" \"x\" { count = \"many\" }", "MLS5015"},
        {"resource \"aws_eip\" \"x\" {\n  for_each = {}\n  instance = each.val\n}", "MLS5018"},
        {"resource \"aws_eip\" \"x\" {}\noutput \"y\" { value = aws_eip.x[0].id }", "MLS5018"},
        {"resource \"aws_eip\" \"x\" {}\noutput \"y\" { value = aws_eip.x[*].id }", ""},
        {"resource \"aws_eip\" \"x\" { depends_on = [1] }", "MLS5015"},
        {"resource \"aws_eip\" \"x\" {\n  lifecycle {\n    ignore_changes = [tagz]\n  }\n}",
         "MLS5023"},
        {"resource \"aws_eip\" \"x\" {\n  timeouts \"x\" {}\n}", "MLS5022"},
        {"resource \"aws_eip\" \"x\" {\n  dynamic \"timeouts\" {\n    for_each = 1\n    content "
         "{}\n"
         "  }\n}",
         "MLS5015"},
        /* A list of objects may be written as blocks. */
        {"resource \"aws_security_group\" \"x\" {\n  ingress {\n    form_port = 1\n  }\n}",
         "MLS5010"},
        /* A nested attribute. */
        {"resource \"helm_release\" \"x\" {\n  name = \"x\"\n  chart = \"x\"\n"
         "  set = [{ nam = \"a\" }]\n}",
         "MLS5011 MLS5010"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str codes =
            check_text(arena, STR("main.tf"), str_from_cstr(cases[i].text), (CheckOptions){0});
        ck_assert_msg(str_equal_cstr(codes, cases[i].codes), "%s\nfound: %.*s\nexpected: %s",
                      cases[i].text, STR_ARG(codes), cases[i].codes);
    }
    arena_free(arena);
}
END_TEST

START_TEST(abstract_text_may_repeat_and_leave_undeclared) {
    Arena *arena = arena_new();
    CheckOptions options = {.is_abstract = true};
    Str text = STR("resource \"aws_eip\" \"x\" {\n  domain = \"vpc\"\n  domain = var.absent\n}\n"
                   "resource \"aws_eip\" \"x\" {\n  domian = \"vpc\"\n}");
    assert_str_eq(check_text(arena, STR("main.tf"), text, options), "MLS5010");
    arena_free(arena);
}
END_TEST

START_TEST(override_files_change_what_is_declared_elsewhere) {
    Arena *arena = arena_new();
    Str text = STR("resource \"google_storage_bucket\" \"x\" {\n  nam = \"x\"\n}");
    assert_str_eq(check_text(arena, STR("x/extra_override.tf"), text, (CheckOptions){0}),
                  "MLS5010");
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        providers_are_found_by_local_name,
        every_index_is_sorted_and_every_entry_decodes,
        schemas_say_what_is_required_and_read_only,
        nested_attributes_keep_their_inner_schema,
        selection_has_the_types_that_the_text_names,
        selection_offers_near_names_for_a_misspelt_type,
        frames_are_read_as_they_are_written,
        broken_frames_are_refused,
        server_answers_known_methods_and_refuses_others,
        server_survives_a_client_that_talks_nonsense,
        server_refuses_a_path_that_is_too_long,
        reattach_names_both_registries,
        check_finds_each_mistake_once,
        abstract_text_may_repeat_and_leave_undeclared,
        override_files_change_what_is_declared_elsewhere,
    };
    return run_unit_tests("provider", tests, sizeof tests / sizeof tests[0]);
}
