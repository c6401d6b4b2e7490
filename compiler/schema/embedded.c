#include "schema/embedded.h"

const Schema *schema_embedded(void) {
    return &embedded_schema;
}
