/* What every unit test shares: the check library's main, and assertions over Str. */
#ifndef MLSTACK_TESTS_UNIT_H
#define MLSTACK_TESTS_UNIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/str.h"

#define assert_str_eq(actual, expected)                                                            \
    do {                                                                                           \
        Str actual_ = (actual);                                                                    \
        Str expected_ = str_from_cstr(expected);                                                   \
        ck_assert_msg(str_equal(actual_, expected_), "\n  found:    %.*s\n  expected: %.*s",       \
                      STR_ARG(actual_), STR_ARG(expected_));                                       \
    } while (0)

/* Runs one suite whose single test case holds `tests`. */
static inline int run_unit_tests(const char *name, const TTest *const *tests, size_t count) {
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; i < count; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
