/* The deflated schemas that build_tools/schema_table.c wrote, as read-only data. */
    .section .rodata
    .global provider_schema_blob
    .balign 16
provider_schema_blob:
    .incbin SCHEMA_BLOB

    .section .note.GNU-stack, "", %progbits
