#include "lint/config.h"

#include "diag/near_name.h"
#include "schema/yaml.h"

static bool read_rule(Arena *arena, DiagSink *sink, const ValueMember *rule, LintLevels *levels) {
    DiagCode code;
    if (!lint_find_rule(rule->key, &code)) {
        Diagnostic *diagnostic = diag_report(sink, MLS3021, rule->key_span,
                                             "unknown lint rule '%.*s'", STR_ARG(rule->key));
        Str near = lint_near_rule(arena, rule->key);
        if (near.length > 0) {
            diag_help(sink, diagnostic, "did you mean '%.*s'?", STR_ARG(near));
        }
        return false;
    }
    if (!lint_find_level(value_text(rule->value), &levels->of[code])) {
        diag_report(sink, MLS3022, rule->value->origin,
                    "expected 'allow', 'warn' or 'deny' as the level of '%.*s'",
                    STR_ARG(rule->key));
        return false;
    }
    return true;
}

static bool read_rules(Arena *arena, DiagSink *sink, const Value *rules, LintLevels *levels) {
    if (value_is_null(rules)) {
        return true;
    }
    if (rules->kind != VALUE_MAP) {
        Diagnostic *diagnostic =
            diag_report(sink, MLS3020, rules->origin, "expected a map from rules to their levels");
        diag_help(sink, diagnostic, "a rule and its level are written as 'no-owner: warn'");
        return false;
    }
    bool ok = true;
    for (uint32_t i = 0; i < value_count(rules); i++) {
        ok &= read_rule(arena, sink, &rules->as.map.members[i], levels);
    }
    return ok;
}

static void report_unknown_key(Arena *arena, DiagSink *sink, const ValueMember *member) {
    static const Str known = STR_INIT("rules");
    Diagnostic *diagnostic =
        diag_report(sink, MLS3020, member->key_span, "unknown key '%.*s' in the lint configuration",
                    STR_ARG(member->key));
    if (near_name(arena, member->key, &known, 1).length > 0) {
        diag_help(sink, diagnostic, "did you mean 'rules'?");
    } else {
        diag_help(sink, diagnostic, "the only key is 'rules'");
    }
}

bool lint_config_read(Arena *arena, DiagSink *sink, FileId file, LintLevels *ret_levels) {
    *ret_levels = (LintLevels){0};
    const Value *document;
    if (!yaml_parse(arena, sink, file, &document)) {
        return false;
    }
    if (value_is_null(document)) {
        return true;
    }
    if (document->kind != VALUE_MAP) {
        diag_report(sink, MLS3020, document->origin, "expected the key 'rules'");
        return false;
    }
    bool ok = true;
    for (uint32_t i = 0; i < value_count(document); i++) {
        const ValueMember *member = &document->as.map.members[i];
        if (str_equal(member->key, STR("rules"))) {
            ok &= read_rules(arena, sink, member->value, ret_levels);
        } else {
            report_unknown_key(arena, sink, member);
            ok = false;
        }
    }
    return ok;
}
