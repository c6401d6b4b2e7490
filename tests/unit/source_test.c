#include "unit.h"

#include "source/shape.h"

START_TEST(positions_count_code_points) {
    Arena *arena = arena_new();
    Sources *sources = sources_new(arena);
    FileId file = sources_add(sources, STR("a"), STR("one\r\n\xC3\xA9\xC3\xA9x\n"));
    SourcePosition position = sources_position(sources, file, 9);
    ck_assert_uint_eq(position.line, 2);
    ck_assert_uint_eq(position.column, 3);
    assert_str_eq(sources_slice(sources, sources_line(sources, file, 1)), "one");
    arena_free(arena);
}
END_TEST

START_TEST(large_maps_are_found_by_binary_search) {
    Arena *arena = arena_new();
    ValueBuilder map = value_map_new(arena, span_none());
    for (int i = 0; i < 100; i++) {
        value_map_set_int(&map, str_format(arena, "k%d", 99 - i).data, i);
    }
    const Value *value = value_finish(&map);
    ck_assert_ptr_nonnull(value->as.map.sorted);
    ck_assert_int_eq(value_integer(value_get(value, STR("k0"))), 99);
    assert_str_eq(value->as.map.members[0].key, "k99");
    ck_assert_ptr_null(value_get(value, STR("k100")));
    arena_free(arena);
}
END_TEST

static const Value *shapes_document(Arena *arena) {
    ValueBuilder record = value_map_new(arena, span_none());
    value_map_set_string(&record, "name", STR("string"));
    value_map_set_string(&record, "size?", STR("int"));
    ValueBuilder loop = value_map_new(arena, span_none());
    value_map_set_string(&loop, "again", STR("$loop"));
    ValueBuilder shapes = value_map_new(arena, span_none());
    value_map_set_value(&shapes, "pool", value_finish(&record));
    value_map_set_value(&shapes, "loop", value_finish(&loop));
    value_map_set_string(&shapes, "bad", STR("strin"));
    ValueBuilder document = value_map_new(arena, span_none());
    value_map_set_value(&document, "shapes", value_finish(&shapes));
    return value_finish(&document);
}

START_TEST(shapes_say_what_does_not_fit) {
    Arena *arena = arena_new();
    const Shape *shape = NULL;
    Str problem = STR("");
    Span span;
    ck_assert(shape_read(arena, shapes_document(arena), STR("pool"), &shape, &problem, &span));
    ValueBuilder value = value_map_new(arena, span_none());
    ck_assert(!shape_accepts(arena, shape, value_finish(&value), &problem));
    assert_str_eq(problem, ".name: expected string, found null");
    value_map_set_string(&value, "name", STR("x"));
    ck_assert(shape_accepts(arena, shape, value_finish(&value), &problem));
    value_map_set_string(&value, "extra", STR("x"));
    ck_assert(!shape_accepts(arena, shape, value_finish(&value), &problem));
    assert_str_eq(problem, ".extra: the shape has no such field");
    arena_free(arena);
}
END_TEST

START_TEST(shapes_refuse_loops_and_unknown_words) {
    Arena *arena = arena_new();
    const Shape *shape = NULL;
    Str problem = STR("");
    Span span;
    ck_assert(!shape_read(arena, shapes_document(arena), STR("loop"), &shape, &problem, &span));
    assert_str_eq(problem, "this shape contains itself");
    ck_assert(!shape_read(arena, shapes_document(arena), STR("bad"), &shape, &problem, &span));
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        positions_count_code_points,
        large_maps_are_found_by_binary_search,
        shapes_say_what_does_not_fit,
        shapes_refuse_loops_and_unknown_words,
    };
    return run_unit_tests("source", tests, sizeof tests / sizeof tests[0]);
}
