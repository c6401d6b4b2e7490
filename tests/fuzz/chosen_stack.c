#include "chosen_stack.h"

#include "schema/constraint.h"
#include "schema/literal.h"

typedef struct Choices {
    Arena *arena;
    Str bytes;
    size_t next;
    PatternSet *patterns;
    Buffer *out;
    Str cloud; /* of the `on` block being written; empty outside of one */
    bool in_overlay;
} Choices;

/* One of 0 … count - 1; always 0 when the bytes have run out, which ends every repetition. */
static size_t choose(Choices *choices, size_t count) {
    if (choices->next == choices->bytes.length || count == 0) {
        return 0;
    }
    return (unsigned char)choices->bytes.data[choices->next++] % count;
}

/* ---- values ---- */

/* What a text field may take, if its pattern does: ordinary, and of many characters' kinds. */
static const Str texts[] = {
    STR_INIT("a"),
    STR_INIT("ml@example.com"),
    STR_INIT("ml-platform"),
    STR_INIT("us-west-2"),
    STR_INIT("europe-west4"),
    STR_INIT("westeurope"),
    STR_INIT("m7i.xlarge"),
    STR_INIT("n2-standard-4"),
    STR_INIT("Standard_D4s_v5"),
    STR_INIT("123456789012"),
    STR_INIT("00000000-0000-0000-0000-00000000000a"),
    STR_INIT("ml.example.com"),
    STR_INIT("https://hooks.example.com/T1?a=b#c"),
    STR_INIT("team=search:NoSchedule"),
    STR_INIT("a \"b\" \\ ${c} %{d} $${e} %%{f}"),
    STR_INIT("# a // b /* c */ <<EOT"),
    STR_INIT("|`*_[x](y)<b>&amp;"),
    STR_INIT("\xC3\xA4\xE2\x80\xAE\xF0\x9F\x98\x80"),
    STR_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
};

static const Str cidrs[] = {
    STR_INIT("10.20.0.0/16"),   STR_INIT("10.0.0.0/8"), STR_INIT("192.168.0.0/20"),
    STR_INIT("203.0.113.0/24"), STR_INIT("0.0.0.0/0"),  STR_INIT("fd00::/48"),
};

static const Str versions[] = {
    STR_INIT("1.34"), STR_INIT("1.33"), STR_INIT("16"),  STR_INIT("17"),
    STR_INIT("18"),   STR_INIT("8.0"),  STR_INIT("7.2"), STR_INIT("9"),
};

static void write_quoted(Buffer *out, Str text) {
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '"' || byte == '\\') {
            buffer_append_byte(out, '\\');
        }
        if (byte == '$' && i + 1 < text.length && text.data[i + 1] == '{') {
            buffer_append_byte(out, '$');
        }
        buffer_append_byte(out, byte);
    }
    buffer_append_byte(out, '"');
}

/* The first that fits, from a chosen one on; false when none does. */
static bool write_fitting(Choices *choices, const Type *type, const Str *candidates, size_t count) {
    size_t first = choose(choices, count);
    for (size_t i = 0; i < count; i++) {
        Str text = candidates[(first + i) % count];
        if (!type_fits(choices->patterns, type, value_string(choices->arena, text, span_none()))) {
            continue;
        }
        if (type->kind == TYPE_STRING) {
            write_quoted(choices->out, text);
        } else {
            buffer_append(choices->out, text);
        }
        return true;
    }
    return false;
}

/* Near one of the bounds. */
static int64_t chosen_quantity(Choices *choices, const Type *type, int64_t unit) {
    int64_t step = (int64_t)choose(choices, 24) * unit;
    if (choose(choices, 8) == 1 && type->has_maximum && type->maximum - step >= type->minimum) {
        return type->maximum - step;
    }
    int64_t quantity = (type->has_minimum ? type->minimum : unit) + step;
    return type->has_maximum && quantity > type->maximum ? type->maximum : quantity;
}

static bool write_value(Choices *choices, const Type *type);

static bool write_items(Choices *choices, const Type *type) {
    bool is_map = type->kind == TYPE_MAP;
    size_t fewest = type->has_minimum ? (size_t)type->minimum : 0;
    size_t count = fewest + choose(choices, 3);
    buffer_append(choices->out, is_map ? STR("{ ") : STR("["));
    for (size_t i = 0; i < count && (int64_t)i < type->maximum; i++) {
        buffer_append(choices->out, i == 0 ? STR("") : STR(", "));
        if (is_map) {
            buffer_printf(choices->out, "key%zu = ", i);
        }
        if (!write_value(choices, type->element)) {
            return false;
        }
    }
    buffer_append(choices->out, is_map ? STR(" }") : STR("]"));
    return true;
}

static bool write_value(Choices *choices, const Type *type) {
    Buffer *out = choices->out;
    switch (type->kind) {
    case TYPE_BOOL:
        buffer_append(out, choose(choices, 2) == 0 ? STR("true") : STR("false"));
        return true;
    case TYPE_STRING:
        return (!type->cloud_word || !str_is_empty(choices->cloud)) &&
               write_fitting(choices, type, texts, sizeof texts / sizeof texts[0]);
    case TYPE_WORD:
        return type->word_count > 0
                   ? write_fitting(choices, type, type->words, type->word_count)
                   : write_fitting(choices, type, texts, sizeof texts / sizeof texts[0]);
    case TYPE_VERSION:
        return write_fitting(choices, type, versions, sizeof versions / sizeof versions[0]);
    case TYPE_CIDR:
        return write_fitting(choices, type, cidrs, sizeof cidrs / sizeof cidrs[0]);
    case TYPE_SIZE:
        literal_write_quantity(out, type->kind, chosen_quantity(choices, type, 1 << 30));
        return true;
    case TYPE_DURATION:
        literal_write_quantity(out, type->kind, chosen_quantity(choices, type, 24 * 3600));
        return true;
    case TYPE_MONEY:
        literal_write_quantity(out, type->kind, chosen_quantity(choices, type, 100));
        return true;
    case TYPE_INT:
    case TYPE_PERCENT:
        literal_write_quantity(out, type->kind, chosen_quantity(choices, type, 1));
        return true;
    case TYPE_RANGE: {
        int64_t low = chosen_quantity(choices, type, 1);
        buffer_printf(out, "%lld..%lld", (long long)low,
                      (long long)(low + (int64_t)choose(choices, 4)));
        return true;
    }
    case TYPE_LIST:
    case TYPE_MAP:
        return write_items(choices, type);
    case TYPE_EITHER:
        return write_value(choices, &type->alternatives[choose(choices, type->alternative_count)]);
    }
    return false;
}

/* ---- blocks ---- */

/* Left out when no value of its type is known here. */
static void write_field(Choices *choices, const Field *field) {
    Buffer *out = choices->out;
    Buffer value = buffer_new(choices->arena);
    choices->out = &value;
    bool written = write_value(choices, &field->type);
    choices->out = out;
    if (written) {
        buffer_printf(out, "%.*s = %.*s\n", STR_ARG(field->name), STR_ARG(buffer_str(&value)));
    }
}

static bool may_stand(const Choices *choices, const Field *field, Str label) {
    return (str_is_empty(field->only_cloud) || str_equal(field->only_cloud, choices->cloud)) &&
           (str_is_empty(field->only_label) || str_equal(field->only_label, label)) &&
           !(field->fixed && choices->in_overlay);
}

static void write_fields(Choices *choices, const Component *component, Str label) {
    for (size_t i = 0; i < component->field_count; i++) {
        const Field *field = &component->fields[i];
        if (may_stand(choices, field, label) && (field->required || choose(choices, 4) == 1)) {
            write_field(choices, field);
        }
    }
}

static void write_block(Choices *choices, const Component *component);

static void write_blocks(Choices *choices, const Component *component) {
    for (size_t i = 0; i < component->block_count; i++) {
        const Component *block = &component->blocks[i];
        if (block->selector == SELECTS_NOTHING && choose(choices, 3) == 1) {
            write_block(choices, block);
        }
    }
}

static void write_block(Choices *choices, const Component *component) {
    Str label = STR("");
    if (component->label_count > 0) {
        label = component->labels[choose(choices, component->label_count)];
    } else if (component->label_required || (component->repeatable && choose(choices, 2) == 1)) {
        label = component->name;
    }
    buffer_printf(choices->out, "%.*s %.*s {\n", STR_ARG(component->name), STR_ARG(label));
    write_fields(choices, component, label);
    write_blocks(choices, component);
    buffer_append(choices->out, STR("}\n"));
}

/* `on CLOUD` or `environment NAME`, with settings of the stack and of its own. */
static void write_overlay(Choices *choices, const Component *stack, Selector selector, Str name) {
    const Component *overlay = component_overlay(stack, selector);
    Str outer = choices->cloud;
    choices->cloud = selector == SELECTS_CLOUD ? name : outer;
    choices->in_overlay = true;
    buffer_printf(choices->out, "%.*s %.*s {\n", STR_ARG(overlay->name), STR_ARG(name));
    write_fields(choices, overlay, STR(""));
    write_blocks(choices, stack);
    buffer_append(choices->out, STR("}\n"));
    choices->in_overlay = false;
    choices->cloud = outer;
}

Str chosen_stack(Arena *arena, Str bytes) {
    static const Str clouds[] = {STR_INIT("aws"), STR_INIT("gcp"), STR_INIT("azure")};
    static const Str environments[] = {STR_INIT("dev"), STR_INIT("prod")};
    const Component *stack = schema_embedded()->stack;
    Buffer out = buffer_new(arena);
    Choices choices = {
        .arena = arena, .bytes = bytes, .patterns = pattern_set_new(arena), .out = &out};
    size_t only = choose(&choices, 4); /* the cloud of that number, or all of them */
    buffer_printf(&out, "stack a {\nenvironments = [dev, prod]\nclouds = [%s]\n",
                  only < 3 ? clouds[only].data : "aws, gcp, azure");
    for (size_t i = 0; i < stack->field_count; i++) {
        const Field *field = &stack->fields[i];
        bool is_list = field->type.kind == TYPE_LIST; /* clouds, environments */
        if (!is_list && may_stand(&choices, field, STR("")) && choose(&choices, 3) == 1) {
            write_field(&choices, field);
        }
    }
    write_blocks(&choices, stack);
    for (size_t i = 0; i < 3; i++) {
        if ((only == 3 || only == i) && choose(&choices, 2) == 1) {
            write_overlay(&choices, stack, SELECTS_CLOUD, clouds[i]);
        }
    }
    for (size_t i = 0; i < 2; i++) {
        if (choose(&choices, 2) == 1) {
            write_overlay(&choices, stack, SELECTS_ENVIRONMENT, environments[i]);
        }
    }
    buffer_append(&out, STR("}\n"));
    return buffer_str(&out);
}
