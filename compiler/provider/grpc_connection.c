#include "provider/grpc_connection.h"

#include <errno.h>
#include <nghttp2/nghttp2.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    READ_SIZE = 64 * 1024,
    MAX_REQUEST_BYTES = 16 * 1024 * 1024,
    MAX_STREAMS = 64,
};

typedef struct GrpcStream {
    Arena *arena;
    const GrpcMethod *method; /* NULL: unknown */
    Buffer request;           /* the body so far */
    bool too_large;
    Buffer response; /* prefix and message */
    size_t sent;
} GrpcStream;

struct GrpcConnection {
    Arena *arena;
    int descriptor;
    GrpcService service;
    void *context; /* for the methods */
    nghttp2_session *session;
    const uint8_t *unsent; /* owned by the session until it is asked for more */
    size_t unsent_length;
};

GrpcStatus grpc_frame_read(Str body, Str *ret_message) {
    if (body.length < GRPC_PREFIX_SIZE) {
        return GRPC_INTERNAL;
    }
    const unsigned char *prefix = (const unsigned char *)body.data;
    if (prefix[0] != 0) {
        return GRPC_UNIMPLEMENTED; /* compressed */
    }
    size_t length = (size_t)prefix[1] << 24 | (size_t)prefix[2] << 16 | (size_t)prefix[3] << 8 |
                    (size_t)prefix[4];
    if (length != body.length - GRPC_PREFIX_SIZE) {
        return GRPC_INTERNAL;
    }
    *ret_message = str_slice(body, GRPC_PREFIX_SIZE, body.length);
    return GRPC_OK;
}

void grpc_frame_write(char *prefix, size_t message_length) {
    prefix[0] = 0;
    prefix[1] = (char)(message_length >> 24 & 0xff);
    prefix[2] = (char)(message_length >> 16 & 0xff);
    prefix[3] = (char)(message_length >> 8 & 0xff);
    prefix[4] = (char)(message_length & 0xff);
}

static nghttp2_nv header(const char *name, const char *value) {
    return (nghttp2_nv){
        .name = (uint8_t *)name,
        .value = (uint8_t *)value,
        .namelen = strlen(name),
        .valuelen = strlen(value),
        .flags = NGHTTP2_NV_FLAG_NONE,
    };
}

/* Sends the message, then the trailers; between them the stream must stay open. */
static ssize_t read_response(nghttp2_session *session, int32_t stream_id, uint8_t *out,
                             size_t capacity, uint32_t *flags, nghttp2_data_source *source,
                             void *user_data) {
    (void)user_data;
    GrpcStream *stream = source->ptr;
    size_t length = stream->response.length - stream->sent;
    if (length > capacity) {
        length = capacity;
    }
    memcpy(out, stream->response.data + stream->sent, length);
    stream->sent += length;
    if (stream->sent == stream->response.length) {
        *flags |= NGHTTP2_DATA_FLAG_EOF | NGHTTP2_DATA_FLAG_NO_END_STREAM;
        nghttp2_nv trailer = header("grpc-status", "0");
        if (nghttp2_submit_trailer(session, stream_id, &trailer, 1) != 0) {
            return NGHTTP2_ERR_CALLBACK_FAILURE;
        }
    }
    return (ssize_t)length;
}

/* The headers of an answer; without a body they carry the status themselves. */
static int submit_status(nghttp2_session *session, int32_t stream_id, GrpcStatus status,
                         const char *message) {
    char digits[3] = {0};
    if (status >= 10) {
        digits[0] = (char)('0' + status / 10);
        digits[1] = (char)('0' + status % 10);
    } else {
        digits[0] = (char)('0' + status);
    }
    nghttp2_nv headers[] = {
        header(":status", "200"),
        header("content-type", "application/grpc"),
        header("grpc-status", digits),
        header("grpc-message", message),
    };
    return nghttp2_submit_response(session, stream_id, headers, sizeof headers / sizeof *headers,
                                   NULL);
}

static int answer_call(GrpcConnection *connection, int32_t stream_id, GrpcStream *stream) {
    if (stream->too_large) {
        return submit_status(connection->session, stream_id, GRPC_RESOURCE_EXHAUSTED,
                             "the request is too large");
    }
    Str request;
    GrpcStatus status = grpc_frame_read(buffer_str(&stream->request), &request);
    if (status != GRPC_OK) {
        return submit_status(connection->session, stream_id, status,
                             "the request is not one plain message");
    }
    stream->response = buffer_new(stream->arena);
    buffer_append_repeated(&stream->response, 0, GRPC_PREFIX_SIZE);
    stream->method->answer(connection->context, request, &stream->response);
    grpc_frame_write(stream->response.data, stream->response.length - GRPC_PREFIX_SIZE);
    nghttp2_nv headers[] = {
        header(":status", "200"),
        header("content-type", "application/grpc"),
    };
    nghttp2_data_provider provider = {.source.ptr = stream, .read_callback = read_response};
    return nghttp2_submit_response(connection->session, stream_id, headers,
                                   sizeof headers / sizeof *headers, &provider);
}

static bool is_request(const nghttp2_frame *frame) {
    return frame->hd.type == NGHTTP2_HEADERS && frame->headers.cat == NGHTTP2_HCAT_REQUEST;
}

static int on_begin_headers(nghttp2_session *session, const nghttp2_frame *frame, void *user_data) {
    (void)user_data;
    if (!is_request(frame)) {
        return 0;
    }
    Arena *arena = arena_new();
    GrpcStream *stream = ARENA_NEW(arena, GrpcStream);
    stream->arena = arena;
    stream->request = buffer_new(arena);
    return nghttp2_session_set_stream_user_data(session, frame->hd.stream_id, stream);
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name,
                     size_t name_length, const uint8_t *value, size_t value_length, uint8_t flags,
                     void *user_data) {
    (void)flags;
    GrpcConnection *connection = user_data;
    GrpcStream *stream = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
    Str key = {(const char *)name, name_length};
    if (stream == NULL || !is_request(frame) || !str_equal(key, STR(":path"))) {
        return 0;
    }
    Str path = {(const char *)value, value_length};
    for (size_t i = 0; i < connection->service.method_count; i++) {
        if (str_equal_cstr(path, connection->service.methods[i].path)) {
            stream->method = &connection->service.methods[i];
        }
    }
    return 0;
}

static int on_data(nghttp2_session *session, uint8_t flags, int32_t stream_id, const uint8_t *data,
                   size_t length, void *user_data) {
    (void)flags;
    (void)user_data;
    GrpcStream *stream = nghttp2_session_get_stream_user_data(session, stream_id);
    if (stream == NULL || stream->method == NULL || stream->too_large) {
        return 0;
    }
    if (length > MAX_REQUEST_BYTES - stream->request.length) {
        stream->too_large = true;
        return 0;
    }
    buffer_append(&stream->request, (Str){(const char *)data, length});
    return 0;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *user_data) {
    GrpcStream *stream = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
    if (stream == NULL) {
        return 0;
    }
    if (stream->method == NULL) {
        return is_request(frame) ? submit_status(session, frame->hd.stream_id, GRPC_UNIMPLEMENTED,
                                                 "unknown method")
                                 : 0;
    }
    bool carries_request = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
    if (carries_request && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0) {
        return answer_call(user_data, frame->hd.stream_id, stream);
    }
    return 0;
}

static int on_stream_close(nghttp2_session *session, int32_t stream_id, uint32_t error_code,
                           void *user_data) {
    (void)error_code;
    (void)user_data;
    GrpcStream *stream = nghttp2_session_get_stream_user_data(session, stream_id);
    if (stream != NULL) {
        nghttp2_session_set_stream_user_data(session, stream_id, NULL);
        arena_free(stream->arena);
    }
    return 0;
}

static bool start_session(GrpcConnection *connection) {
    nghttp2_session_callbacks *callbacks = NULL;
    if (nghttp2_session_callbacks_new(&callbacks) != 0) {
        return false;
    }
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, on_begin_headers);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_close);
    int status = nghttp2_session_server_new(&connection->session, callbacks, connection);
    nghttp2_session_callbacks_del(callbacks);
    if (status != 0) {
        return false;
    }
    nghttp2_settings_entry settings[] = {
        {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, MAX_STREAMS},
    };
    return nghttp2_submit_settings(connection->session, NGHTTP2_FLAG_NONE, settings,
                                   sizeof settings / sizeof *settings) == 0;
}

GrpcConnection *grpc_connection_new(int descriptor, const GrpcService *service) {
    Arena *arena = arena_new();
    GrpcConnection *connection = ARENA_NEW(arena, GrpcConnection);
    connection->arena = arena;
    connection->descriptor = descriptor;
    connection->service = *service;
    connection->context = service->begin(arena, service->context);
    if (!start_session(connection)) {
        grpc_connection_free(connection);
        return NULL;
    }
    return connection;
}

/* The library does not announce the streams that are open when a session is deleted. */
static void close_streams(GrpcConnection *connection) {
    int32_t last = nghttp2_session_get_last_proc_stream_id(connection->session);
    for (int32_t id = 1; id <= last; id += 2) {
        on_stream_close(connection->session, id, 0, connection);
    }
}

void grpc_connection_free(GrpcConnection *connection) {
    if (connection->session != NULL) {
        close_streams(connection);
        nghttp2_session_del(connection->session);
    }
    close(connection->descriptor);
    arena_free(connection->arena);
}

int grpc_connection_descriptor(const GrpcConnection *connection) {
    return connection->descriptor;
}

short grpc_connection_events(const GrpcConnection *connection) {
    bool writes =
        connection->unsent_length > 0 || nghttp2_session_want_write(connection->session) != 0;
    return (short)(POLLIN | (writes ? POLLOUT : 0));
}

/* False when the peer is gone or broke the protocol. */
static bool receive(GrpcConnection *connection) {
    uint8_t bytes[READ_SIZE];
    for (;;) {
        ssize_t count = recv(connection->descriptor, bytes, sizeof bytes, 0);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return errno == EAGAIN || errno == EWOULDBLOCK;
        }
        if (count == 0 || nghttp2_session_mem_recv(connection->session, bytes, (size_t)count) < 0) {
            return false;
        }
    }
}

static bool transmit(GrpcConnection *connection) {
    for (;;) {
        if (connection->unsent_length == 0) {
            ssize_t length = nghttp2_session_mem_send(connection->session, &connection->unsent);
            if (length <= 0) {
                return length == 0;
            }
            connection->unsent_length = (size_t)length;
        }
        ssize_t count = send(connection->descriptor, connection->unsent, connection->unsent_length,
                             MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return errno == EAGAIN || errno == EWOULDBLOCK;
        }
        connection->unsent += count;
        connection->unsent_length -= (size_t)count;
    }
}

bool grpc_connection_serve(GrpcConnection *connection) {
    return receive(connection) && transmit(connection) &&
           (connection->unsent_length > 0 || nghttp2_session_want_read(connection->session) != 0 ||
            nghttp2_session_want_write(connection->session) != 0);
}
