/* What the generated scanner and hcl/scan.c share: places and the stack of modes. */
#ifndef MLSTACK_HCL_SCAN_STATE_H
#define MLSTACK_HCL_SCAN_STATE_H

#include "hcl/token.h"

typedef enum HclScanMode {
    HCL_MODE_TOP,
    HCL_MODE_BRACE,
    HCL_MODE_TEMPLATE, /* inside ${ } or %{ } */
    HCL_MODE_QUOTED,
    HCL_MODE_HEREDOC,
} HclScanMode;

typedef struct HclScanLevel {
    HclScanMode mode;
    Str marker;    /* of a heredoc */
    uint32_t open; /* where it was opened, to say so when it is never closed */
} HclScanLevel;

typedef struct HclScanState {
    Arena *arena;
    void *scanner;
    Str text;
    uint32_t begin; /* of the token being scanned */
    uint32_t end;
    VECTOR(HclScanLevel) levels;
} HclScanState;

HclScanMode hcl_scan_mode(const HclScanState *state);
/* Where the innermost level was opened. */
uint32_t hcl_scan_opening(const HclScanState *state);
void hcl_scan_push(HclScanState *state, HclScanMode mode);
void hcl_scan_pop(HclScanState *state);
/* `opening` is the whole token, "<<-EOT\n". */
void hcl_scan_push_heredoc(HclScanState *state, const char *opening, size_t length);
/* Length of the line up to the end of its marker when it closes the heredoc, or 0. */
size_t hcl_scan_heredoc_close(const HclScanState *state, const char *line, size_t length);

/* The generated scanner. False when flex could not get its memory. */
bool hcl_scan_open(HclScanState *state, Str text);
HclTokenKind hcl_scan_next(HclScanState *state); /* HCL_TOKEN_NONE at the end */
void hcl_scan_close(HclScanState *state);

#endif
