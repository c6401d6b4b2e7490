#include "template/embedded.h"

const TemplateSet *template_set_embedded(void) {
    return &embedded_templates;
}
