#include "provider/methods.h"

#include "provider/plan.h"
#include "provider/plausible.h"
#include "provider/refusal.h"
#include "provider/schema_index.h"
#include "tfplugin6.pb-c.h"

/* What one connection says: that of one provider block to one plugin. */
typedef struct Session {
    Arena *arena;
    const ServedProvider *served;
    const Dynamic *settings; /* the provider block, once it has been sent */
} Session;

/* ---- Messages ---- */

static void *allocate(void *arena, size_t size) {
    return arena_alloc(arena, size);
}

static void release(void *arena, void *memory) {
    (void)arena;
    (void)memory;
}

/* NULL when the bytes are no such message. */
static const void *unpack(Arena *arena, const ProtobufCMessageDescriptor *descriptor, Str request) {
    ProtobufCAllocator allocator = {allocate, release, arena};
    return protobuf_c_message_unpack(descriptor, &allocator, request.length,
                                     (const uint8_t *)request.data);
}

static void respond(Buffer *response, const ProtobufCMessage *message) {
    size_t size = protobuf_c_message_get_packed_size(message);
    buffer_reserve(response, size);
    protobuf_c_message_pack(message, (uint8_t *)response->data + response->length);
    response->length += size;
}

/* An answer whose diagnostics say that a request could not be read. */
static Tfplugin6__Diagnostic *malformed(Arena *arena) {
    Tfplugin6__Diagnostic *diagnostic = ARENA_NEW(arena, Tfplugin6__Diagnostic);
    tfplugin6__diagnostic__init(diagnostic);
    diagnostic->severity = TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR;
    diagnostic->summary = "mlstack cannot read this request";
    diagnostic->detail = "The type is not one that its schemas have, or a value is malformed.";
    return diagnostic;
}

static bool read_value(Arena *arena, const Tfplugin6__DynamicValue *message,
                       const Dynamic **ret_value) {
    Str bytes = {"", 0};
    if (message != NULL) {
        bytes = (Str){(const char *)message->msgpack.data, message->msgpack.len};
    }
    return dynamic_read(arena, bytes, ret_value);
}

static Tfplugin6__DynamicValue *write_value(Arena *arena, const Dynamic *value) {
    Buffer bytes = buffer_new(arena);
    dynamic_write(value, &bytes);
    Tfplugin6__DynamicValue *message = ARENA_NEW(arena, Tfplugin6__DynamicValue);
    tfplugin6__dynamic_value__init(message);
    message->msgpack = (ProtobufCBinaryData){bytes.length, (uint8_t *)bytes.data};
    return message;
}

/* False when the provider has no such type. */
static bool find_subject(const Session *session, Arena *arena, ProviderKind kind, const char *type,
                         PlanSubject *ret_subject) {
    SchemaCache *schemas = session->served->schemas;
    Str name = str_copy(schemas->arena, str_from_cstr(type));
    const BlockSchema *schema = schema_cache_find(schemas, session->served->provider, kind, name);
    *ret_subject = (PlanSubject){arena, name, schema, session->settings};
    return schema != NULL;
}

/* ---- Paths ---- */

static Tfplugin6__AttributePath__Step *add_step(Arena *arena, Tfplugin6__AttributePath *path) {
    Tfplugin6__AttributePath__Step *step = ARENA_NEW(arena, Tfplugin6__AttributePath__Step);
    tfplugin6__attribute_path__step__init(step);
    path->steps[path->n_steps++] = step;
    return step;
}

static Tfplugin6__AttributePath *make_path(Arena *arena, const ValuePath *steps) {
    Tfplugin6__AttributePath *path = ARENA_NEW(arena, Tfplugin6__AttributePath);
    tfplugin6__attribute_path__init(path);
    path->steps = arena_alloc_array(arena, steps->count, sizeof *path->steps);
    for (size_t i = 0; i < steps->count; i++) {
        ValueStep from = steps->items[i];
        Tfplugin6__AttributePath__Step *step = add_step(arena, path);
        if (!str_is_empty(from.name)) {
            step->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ATTRIBUTE_NAME;
            step->attribute_name = (char *)str_to_cstr(arena, from.name);
        } else if (!str_is_empty(from.key)) {
            step->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_STRING;
            step->element_key_string = (char *)str_to_cstr(arena, from.key);
        } else {
            step->selector_case = TFPLUGIN6__ATTRIBUTE_PATH__STEP__SELECTOR_ELEMENT_KEY_INT;
            step->element_key_int = from.index;
        }
    }
    return path;
}

/* "name", or "metadata.name" for the name in the first block of metadata. */
static Tfplugin6__AttributePath *replacement_path(Arena *arena, Str text) {
    ValuePath steps = {0};
    size_t dot = str_find_byte(text, '.');
    vector_push(arena, &steps, ((ValueStep){.name = str_slice(text, 0, dot)}));
    if (dot < text.length) {
        vector_push(arena, &steps, ((ValueStep){.index = 0}));
        vector_push(arena, &steps, ((ValueStep){.name = str_slice(text, dot + 1, text.length)}));
    }
    return make_path(arena, &steps);
}

/* ---- Validation ---- */

static void refuse(Arena *arena, const RefusalVector *refusals, Tfplugin6__ValidateAnswer *answer) {
    answer->diagnostics = arena_alloc_array(arena, refusals->count, sizeof *answer->diagnostics);
    answer->n_diagnostics = refusals->count;
    for (size_t i = 0; i < refusals->count; i++) {
        const Refusal *refusal = &refusals->items[i];
        Tfplugin6__Diagnostic *diagnostic = ARENA_NEW(arena, Tfplugin6__Diagnostic);
        tfplugin6__diagnostic__init(diagnostic);
        diagnostic->severity = TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR;
        diagnostic->summary = (char *)refusal->summary;
        diagnostic->detail = (char *)str_to_cstr(arena, refusal->detail);
        diagnostic->attribute = make_path(arena, &refusal->path);
        answer->diagnostics[i] = diagnostic;
    }
}

static void validate(const Session *session, ProviderKind kind, Str request, Buffer *response) {
    Arena *arena = response->arena;
    const Tfplugin6__ValidateRequest *asked =
        unpack(arena, &tfplugin6__validate_request__descriptor, request);
    Tfplugin6__ValidateAnswer answer = TFPLUGIN6__VALIDATE_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(arena);
    PlanSubject subject;
    const Dynamic *configuration = NULL;
    if (asked != NULL && find_subject(session, arena, kind, asked->type_name, &subject) &&
        read_value(arena, asked->config, &configuration)) {
        RefusalVector refusals = refusals_of(arena, subject.schema, configuration);
        refuse(arena, &refusals, &answer);
    } else {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static void answer_validate_resource(void *context, Str request, Buffer *response) {
    validate(context, PROVIDER_RESOURCE, request, response);
}

static void answer_validate_data(void *context, Str request, Buffer *response) {
    validate(context, PROVIDER_DATA, request, response);
}

static void answer_validate_ephemeral(void *context, Str request, Buffer *response) {
    validate(context, PROVIDER_EPHEMERAL, request, response);
}

/* ---- Resources ---- */

static void answer_upgrade(void *context, Str request, Buffer *response) {
    (void)context;
    const Tfplugin6__UpgradeRequest *asked =
        unpack(response->arena, &tfplugin6__upgrade_request__descriptor, request);
    Tfplugin6__UpgradeAnswer answer = TFPLUGIN6__UPGRADE_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(response->arena);
    Tfplugin6__DynamicValue state = TFPLUGIN6__DYNAMIC_VALUE__INIT;
    if (asked != NULL && asked->raw_state != NULL) {
        state.json = asked->raw_state->json; /* of this very schema, so it stays as it is */
        answer.upgraded_state = &state;
    } else {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static void answer_read(void *context, Str request, Buffer *response) {
    (void)context;
    const Tfplugin6__ReadResourceRequest *asked =
        unpack(response->arena, &tfplugin6__read_resource_request__descriptor, request);
    Tfplugin6__ReadResourceAnswer answer = TFPLUGIN6__READ_RESOURCE_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(response->arena);
    if (asked != NULL) {
        answer.new_state = asked->current_state; /* nobody changes what is not there */
    } else {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static bool plan(const Session *session, Arena *arena, const Tfplugin6__PlanRequest *asked,
                 Tfplugin6__PlanAnswer *answer) {
    PlanSubject subject;
    const Dynamic *prior = NULL;
    const Dynamic *proposed = NULL;
    if (asked == NULL ||
        !find_subject(session, arena, PROVIDER_RESOURCE, asked->type_name, &subject) ||
        !read_value(arena, asked->prior_state, &prior) ||
        !read_value(arena, asked->proposed_new_state, &proposed)) {
        return false;
    }
    const Dynamic *planned = plan_state(&subject, prior, proposed);
    StrVector replacements = plan_replacements(&subject, prior, planned);
    answer->planned_state = write_value(arena, planned);
    answer->requires_replace =
        arena_alloc_array(arena, replacements.count, sizeof *answer->requires_replace);
    answer->n_requires_replace = replacements.count;
    for (size_t i = 0; i < replacements.count; i++) {
        answer->requires_replace[i] = replacement_path(arena, replacements.items[i]);
    }
    return true;
}

static void answer_plan(void *context, Str request, Buffer *response) {
    Tfplugin6__PlanAnswer answer = TFPLUGIN6__PLAN_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(response->arena);
    /*
     * Most of the real providers are of the older kind, whose plans terraform takes as they are:
     * blocks that a provider fills in are no mistake then.
     */
    answer.legacy_type_system = true;
    if (!plan(context, response->arena,
              unpack(response->arena, &tfplugin6__plan_request__descriptor, request), &answer)) {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static bool apply(const Session *session, Arena *arena, const Tfplugin6__ApplyRequest *asked,
                  Tfplugin6__ApplyAnswer *answer) {
    PlanSubject subject;
    const Dynamic *planned = NULL;
    const Dynamic *configuration = NULL;
    if (asked == NULL ||
        !find_subject(session, arena, PROVIDER_RESOURCE, asked->type_name, &subject) ||
        !read_value(arena, asked->planned_state, &planned) ||
        !read_value(arena, asked->config, &configuration)) {
        return false;
    }
    answer->new_state = write_value(arena, plan_settle(&subject, planned, configuration));
    return true;
}

static void answer_apply(void *context, Str request, Buffer *response) {
    Tfplugin6__ApplyAnswer answer = TFPLUGIN6__APPLY_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(response->arena);
    answer.legacy_type_system = true;
    if (!apply(context, response->arena,
               unpack(response->arena, &tfplugin6__apply_request__descriptor, request), &answer)) {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static void answer_import(void *context, Str request, Buffer *response) {
    Arena *arena = response->arena;
    const Tfplugin6__ImportRequest *asked =
        unpack(arena, &tfplugin6__import_request__descriptor, request);
    Tfplugin6__ImportAnswer answer = TFPLUGIN6__IMPORT_ANSWER__INIT;
    Tfplugin6__ImportAnswer__ImportedResource resource =
        TFPLUGIN6__IMPORT_ANSWER__IMPORTED_RESOURCE__INIT;
    Tfplugin6__ImportAnswer__ImportedResource *resources[] = {&resource};
    Tfplugin6__Diagnostic *problem = malformed(arena);
    PlanSubject subject;
    if (asked != NULL &&
        find_subject(context, arena, PROVIDER_RESOURCE, asked->type_name, &subject)) {
        resource.type_name = asked->type_name;
        resource.state = write_value(arena, plan_import(&subject, str_from_cstr(asked->id)));
        answer.n_imported_resources = 1;
        answer.imported_resources = resources;
    } else {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

/* ---- Data sources and ephemeral resources ---- */

/* NULL when the request cannot be understood. */
static Tfplugin6__DynamicValue *answer_of(const Session *session, Arena *arena, ProviderKind kind,
                                          const char *type, const Tfplugin6__DynamicValue *config) {
    PlanSubject subject;
    const Dynamic *configuration = NULL;
    if (!find_subject(session, arena, kind, type, &subject) ||
        !read_value(arena, config, &configuration)) {
        return NULL;
    }
    return write_value(arena, plan_answer(&subject, configuration));
}

static void answer_read_data(void *context, Str request, Buffer *response) {
    Arena *arena = response->arena;
    const Tfplugin6__ReadDataRequest *asked =
        unpack(arena, &tfplugin6__read_data_request__descriptor, request);
    Tfplugin6__ReadDataAnswer answer = TFPLUGIN6__READ_DATA_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(arena);
    if (asked != NULL) {
        answer.state = answer_of(context, arena, PROVIDER_DATA, asked->type_name, asked->config);
    }
    if (answer.state == NULL) {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static void answer_open_ephemeral(void *context, Str request, Buffer *response) {
    Arena *arena = response->arena;
    const Tfplugin6__OpenEphemeralRequest *asked =
        unpack(arena, &tfplugin6__open_ephemeral_request__descriptor, request);
    Tfplugin6__OpenEphemeralAnswer answer = TFPLUGIN6__OPEN_EPHEMERAL_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(arena);
    if (asked != NULL) {
        answer.result =
            answer_of(context, arena, PROVIDER_EPHEMERAL, asked->type_name, asked->config);
    }
    if (answer.result == NULL) {
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

/* ---- Functions ---- */

static const Tfplugin6__ProviderSchema *read_functions(const Session *session, Arena *arena) {
    Str bytes = schema_index_read(arena, &session->served->provider->functions);
    return unpack(arena, &tfplugin6__provider_schema__descriptor, bytes);
}

static void answer_functions(void *context, Str request, Buffer *response) {
    (void)request;
    const Tfplugin6__ProviderSchema *schema = read_functions(context, response->arena);
    Tfplugin6__FunctionsAnswer answer = TFPLUGIN6__FUNCTIONS_ANSWER__INIT;
    answer.n_functions = schema->n_functions;
    answer.functions = schema->functions;
    respond(response, &answer.base);
}

/* What a function really gives is not known here: a plausible value of its type, the same for the
 * same arguments. */
static const Dynamic *call(const Session *session, Arena *arena,
                           const Tfplugin6__CallRequest *asked) {
    Dynamic *arguments = dynamic_list(arena, asked->n_arguments);
    for (size_t i = 0; i < asked->n_arguments; i++) {
        if (!read_value(arena, asked->arguments[i], &arguments->list.items[i])) {
            return &dynamic_unknown;
        }
    }
    const Tfplugin6__ProviderSchema *schema = read_functions(session, arena);
    for (size_t i = 0; i < schema->n_functions; i++) {
        if (!str_equal_cstr(str_from_cstr(asked->name), schema->functions[i]->key)) {
            continue;
        }
        ProtobufCBinaryData type = schema->functions[i]->value->return_->type;
        ArgumentSchema result = {
            .name = str_from_cstr(asked->name),
            .type = {(const char *)type.data, type.len},
            .is_read_only = true,
        };
        Plausible plausible = plausible_for(arena, result.name, arguments, session->settings);
        return plausible_value(&plausible, &result);
    }
    return &dynamic_unknown;
}

static void answer_call(void *context, Str request, Buffer *response) {
    const Tfplugin6__CallRequest *asked =
        unpack(response->arena, &tfplugin6__call_request__descriptor, request);
    const Dynamic *result =
        asked == NULL ? &dynamic_unknown : call(context, response->arena, asked);
    Tfplugin6__CallAnswer answer = TFPLUGIN6__CALL_ANSWER__INIT;
    answer.result = write_value(response->arena, result);
    respond(response, &answer.base);
}

/* ---- The table ---- */

static void answer_schema(void *context, Str request, Buffer *response) {
    (void)request;
    const Session *session = context;
    buffer_append(response, session->served->schema);
}

/* No diagnostics: an empty message. */
static void answer_nothing(void *context, Str request, Buffer *response) {
    (void)context;
    (void)request;
    (void)response;
}

/* Values that nobody sets are made to agree with the provider block: its region, its project. */
static void answer_configure(void *context, Str request, Buffer *response) {
    Session *session = context;
    const Tfplugin6__ConfigureRequest *asked =
        unpack(response->arena, &tfplugin6__configure_request__descriptor, request);
    Tfplugin6__ConfigureAnswer answer = TFPLUGIN6__CONFIGURE_ANSWER__INIT;
    Tfplugin6__Diagnostic *problem = malformed(response->arena);
    if (asked == NULL || !read_value(session->arena, asked->config, &session->settings)) {
        session->settings = &dynamic_null;
        answer.n_diagnostics = 1;
        answer.diagnostics = &problem;
    }
    respond(response, &answer.base);
}

static void *begin_session(Arena *arena, const void *context) {
    Session *session = ARENA_NEW(arena, Session);
    *session = (Session){arena, context, &dynamic_null};
    return session;
}

/* MoveResourceState is left out: no provider that is served can tell another's state. */
static const GrpcMethod methods[] = {
    {"/tfplugin6.Provider/GetProviderSchema", answer_schema},
    {"/tfplugin6.Provider/ValidateProviderConfig", answer_nothing},
    {"/tfplugin6.Provider/ValidateResourceConfig", answer_validate_resource},
    {"/tfplugin6.Provider/ValidateDataResourceConfig", answer_validate_data},
    {"/tfplugin6.Provider/ValidateEphemeralResourceConfig", answer_validate_ephemeral},
    {"/tfplugin6.Provider/ConfigureProvider", answer_configure},
    {"/tfplugin6.Provider/UpgradeResourceState", answer_upgrade},
    {"/tfplugin6.Provider/ReadResource", answer_read},
    {"/tfplugin6.Provider/PlanResourceChange", answer_plan},
    {"/tfplugin6.Provider/ApplyResourceChange", answer_apply},
    {"/tfplugin6.Provider/ImportResourceState", answer_import},
    {"/tfplugin6.Provider/ReadDataSource", answer_read_data},
    {"/tfplugin6.Provider/OpenEphemeralResource", answer_open_ephemeral},
    {"/tfplugin6.Provider/RenewEphemeralResource", answer_nothing},
    {"/tfplugin6.Provider/CloseEphemeralResource", answer_nothing},
    {"/tfplugin6.Provider/GetFunctions", answer_functions},
    {"/tfplugin6.Provider/CallFunction", answer_call},
    {"/tfplugin6.Provider/StopProvider", answer_nothing},
};

GrpcService methods_service(const ServedProvider *served) {
    return (GrpcService){
        .methods = methods,
        .method_count = sizeof methods / sizeof *methods,
        .begin = begin_session,
        .context = served,
    };
}
