#include "provider/check_meta.h"

static bool is_primitive(const HclExpr *value) {
    return value->kind == HCL_LITERAL_STRING || value->kind == HCL_LITERAL_NUMBER ||
           value->kind == HCL_LITERAL_BOOL || value->kind == HCL_LITERAL_NULL;
}

static void check_for_each(const BodyCheck *check, const HclAttribute *for_each) {
    const HclExpr *value = for_each->value;
    if (!is_primitive(value) && value->kind != HCL_LIST) {
        return;
    }
    Diagnostic *diagnostic = diag_report(check->sink, MLS5015, value->span,
                                         "'for_each' expects a map or a set of strings");
    if (value->kind == HCL_LIST) {
        diag_help(check->sink, diagnostic, "a set is made by 'toset([…])'");
    }
}

void check_dynamic_for_each(const BodyCheck *check, const HclAttribute *for_each) {
    if (for_each != NULL && is_primitive(for_each->value)) {
        diag_report(check->sink, MLS5015, for_each->value->span,
                    "'for_each' expects a list, set, map or object");
    }
}

static void check_depends_on(const BodyCheck *check, const HclAttribute *depends_on) {
    const HclExpr *value = depends_on->value;
    if (value->kind != HCL_LIST) {
        diag_report(check->sink, MLS5015, value->span, "'depends_on' expects a list of references");
    }
    for (size_t i = 0; value->kind == HCL_LIST && i < value->item_count; i++) {
        const HclExpr *item = value->items[i].value;
        /* A string was the form of old, and is still taken. */
        if (item->kind != HCL_TRAVERSAL && item->kind != HCL_LITERAL_STRING) {
            diag_report(check->sink, MLS5015, item->span, "'depends_on' expects references");
        }
    }
}

/* What is ignored must be there. */
static void check_ignored(const BodyCheck *check, Str owner, const HclExpr *item,
                          const BlockSchema *own) {
    Str name = str_slice(item->text, 0, str_find_byte(item->text, '.'));
    name = str_slice(name, 0, str_find_byte(name, '['));
    if (item->kind == HCL_TRAVERSAL && block_schema_argument(own, name) == NULL &&
        block_schema_block(own, name) == NULL) {
        diag_report(check->sink, MLS5023, item->span, "'%.*s' has no attribute '%.*s'",
                    STR_ARG(owner), STR_ARG(name));
    }
}

static void check_lifecycle(const BodyCheck *check, Str owner, const HclBody *lifecycle,
                            const BlockSchema *own) {
    const HclAttribute *ignored = body_attribute(lifecycle, STR("ignore_changes"));
    for (size_t i = 0; ignored != NULL && i < ignored->value->item_count; i++) {
        check_ignored(check, owner, ignored->value->items[i].value, own);
    }
}

void check_meta(const BodyCheck *check, const HclBlock *block, const BlockSchema *own) {
    const HclAttribute *for_each = body_attribute(&block->body, STR("for_each"));
    const HclAttribute *count = body_attribute(&block->body, STR("count"));
    const HclAttribute *depends_on = body_attribute(&block->body, STR("depends_on"));
    if (for_each != NULL) {
        check_for_each(check, for_each);
    }
    if (for_each != NULL && count != NULL && !check->options.is_abstract) {
        Diagnostic *diagnostic =
            diag_report(check->sink, MLS5021, for_each->name_span,
                        "a block is repeated by 'count' or by 'for_each', not by both");
        diag_label(check->sink, diagnostic, count->name_span, "the 'count'");
    }
    if (depends_on != NULL) {
        check_depends_on(check, depends_on);
    }
    for (size_t i = 0; own != NULL && i < block->body.block_count; i++) {
        if (str_equal(block->body.blocks[i].type, STR("lifecycle"))) {
            check_lifecycle(check, block->labels[0], &block->body.blocks[i].body, own);
        }
    }
}
