#include "unit.h"

#include "resolve/cidr.h"
#include "resolve/names.h"

START_TEST(cidr_reads_only_clean_ipv4_ranges) {
    Cidr cidr;
    ck_assert(cidr_parse(STR("10.20.0.0/16"), &cidr));
    ck_assert_uint_eq(cidr.address, 0x0A140000);
    ck_assert(cidr_parse(STR("0.0.0.0/0"), &cidr));
    ck_assert(cidr_parse(STR("255.255.255.255/32"), &cidr));
    static const char *const wrong[] = {"10.0.0.1/16", "10.0.0.0/33", "10.0.0/16",    "fd00::/48",
                                        "10.0.0.0",    "256.0.0.0/8", "10.0.0.0/",    "",
                                        "10.0.0.0/8/", "10..0.0/8",   "010.0.0.0.0/8"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_msg(!cidr_parse(str_from_cstr(wrong[i]), &cidr), "%s", wrong[i]);
    }
}
END_TEST

START_TEST(cidr_parts_tile_the_range) {
    Arena *arena = arena_new();
    Cidr network = {0x0A140000, 16};
    assert_str_eq(cidr_text(arena, cidr_part(network, 2, 0)), "10.20.0.0/18");
    assert_str_eq(cidr_text(arena, cidr_part(network, 2, 3)), "10.20.192.0/18");
    assert_str_eq(cidr_text(arena, cidr_part((Cidr){0, 0}, 1, 1)), "128.0.0.0/1");
    assert_str_eq(cidr_host(arena, network, 10), "10.20.0.10");
    ck_assert_int_eq(cidr_size((Cidr){0, 0}), INT64_C(1) << 32);
    ck_assert(cidr_overlaps(network, cidr_part(network, 5, 7)));
    ck_assert(!cidr_overlaps(cidr_part(network, 2, 0), cidr_part(network, 2, 1)));
    arena_free(arena);
}
END_TEST

START_TEST(hashes_are_stable_and_tell_texts_apart) {
    Arena *arena = arena_new();
    Str first[] = {STR("ab"), STR("c")};
    Str second[] = {STR("a"), STR("bc")};
    ck_assert(!str_equal(name_hash(arena, first, 2, 8), name_hash(arena, second, 2, 8)));
    ck_assert_uint_eq(name_hash(arena, first, 2, 8).length, 8);
    /* A changed hash renames buckets and servers, and so destroys them. */
    assert_str_eq(name_hash(arena, first, 2, 8), "cgukh63l");
    arena_free(arena);
}
END_TEST

int main(void) {
    const TTest *tests[] = {
        cidr_reads_only_clean_ipv4_ranges,
        cidr_parts_tile_the_range,
        hashes_are_stable_and_tell_texts_apart,
    };
    return run_unit_tests("resolve_parts", tests, sizeof tests / sizeof *tests);
}
