#include "resolve/compare.h"

#include "resolve/resolver.h"

static const Value *find_pool(const Deployment *deployment, Str key) {
    const Value *pools = value_get_cstr(deployment->value, "pools");
    for (uint32_t i = 0; i < value_count(pools); i++) {
        const Value *pool = value_item(pools, i);
        if (str_equal(value_text(value_get_cstr(pool, "key")), key)) {
            return pool;
        }
    }
    return NULL;
}

static bool same_gpu(const Value *a, const Value *b) {
    return str_equal(value_text(value_get_cstr(a, "vendor_model")),
                     value_text(value_get_cstr(b, "vendor_model"))) &&
           value_integer(value_get_cstr(a, "memory_gb")) ==
               value_integer(value_get_cstr(b, "memory_gb"));
}

static const Value *gpu_of(const Deployment *deployment, Str key) {
    return value_get_cstr(find_pool(deployment, key), "gpu");
}

/* Whether an earlier deployment has this one's GPU, and so names its cloud. */
static bool is_named_before(const Deployment *deployments, size_t index, Str key) {
    for (size_t i = 0; i < index; i++) {
        const Value *earlier = gpu_of(&deployments[i], key);
        if (earlier != NULL && same_gpu(earlier, gpu_of(&deployments[index], key))) {
            return true;
        }
    }
    return false;
}

static void append_clouds(Buffer *text, const Deployment *deployments, size_t first, size_t count,
                          Str key) {
    const Value *gpu = gpu_of(&deployments[first], key);
    for (size_t i = first; i < count; i++) {
        const Value *other = gpu_of(&deployments[i], key);
        if (other != NULL && same_gpu(gpu, other)) {
            Str title = value_text(value_path(deployments[i].value, "cloud.title"));
            buffer_printf(text, "%s%.*s", i == first ? " on " : " and ", STR_ARG(title));
        }
    }
}

/* "NVIDIA L4 with 24GiB on AWS and Google Cloud, NVIDIA A10 with 24GiB on Azure" */
static Str describe_gpus(Arena *arena, Str key, const Deployment *deployments, size_t count) {
    Buffer text = buffer_new(arena);
    for (size_t i = 0; i < count; i++) {
        const Value *gpu = gpu_of(&deployments[i], key);
        if (gpu == NULL || is_named_before(deployments, i, key)) {
            continue;
        }
        Str model = value_text(value_get_cstr(gpu, "vendor_model"));
        buffer_printf(&text, "%s%.*s with %lldGiB", text.length == 0 ? "" : ", ", STR_ARG(model),
                      (long long)value_integer(value_get_cstr(gpu, "memory_gb")));
        append_clouds(&text, deployments, i, count, key);
    }
    return buffer_str(&text);
}

static void compare_gpu(Arena *arena, DiagSink *sink, const Value *pool,
                        const Deployment *deployments, size_t count) {
    Str key = value_text(value_get_cstr(pool, "key"));
    const Value *gpu = value_get_cstr(pool, "gpu");
    bool differs = false;
    for (size_t i = 1; i < count; i++) {
        const Value *other = gpu_of(&deployments[i], key);
        differs = differs || (other != NULL && !same_gpu(gpu, other));
    }
    if (differs) {
        Str title = block_title(arena, "gpu", key);
        Str gpus = describe_gpus(arena, key, deployments, count);
        diag_report(sink, MLS2023, pool->origin, "'%.*s' is %.*s", STR_ARG(title), STR_ARG(gpus));
    }
}

void compare_clouds(Arena *arena, DiagSink *sink, const Deployment *deployments, size_t count) {
    const Value *pools = count == 0 ? NULL : value_get_cstr(deployments[0].value, "pools");
    for (uint32_t i = 0; i < value_count(pools); i++) {
        const Value *pool = value_item(pools, i);
        if (value_get_cstr(pool, "gpu") != NULL) {
            compare_gpu(arena, sink, pool, deployments, count);
        }
    }
}
