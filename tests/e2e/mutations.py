"""Single mistakes for agreement_test.py: what is wrong, in which file, and how it gets there.

A mistake is a pattern and what its first match becomes; it must match. {cloud} in a file stands for each
cloud in turn. The files are those of an example's tree, and a file of a module is judged with its own
folder only, so the patterns ask for little: a kind of line, not a certain text.
"""

STORAGE = "modules/storage/{cloud}/main.tf"
STORAGE_AWS = "modules/storage/aws/main.tf"
STORAGE_GCP = "modules/storage/gcp/main.tf"
STORAGE_AZURE = "modules/storage/azure/main.tf"
STORAGE_VARIABLES = "modules/storage/{cloud}/variables.tf"
STORAGE_OUTPUTS = "modules/storage/{cloud}/outputs.tf"
NETWORK = "modules/networking/{cloud}/main.tf"
NETWORK_AWS = "modules/networking/aws/main.tf"
NETWORK_GCP = "modules/networking/gcp/main.tf"
NETWORK_AZURE = "modules/networking/azure/main.tf"
CACHE_AWS = "modules/cache/aws/main.tf"
CACHE_GCP = "modules/cache/gcp/main.tf"
CACHE_AZURE = "modules/cache/azure/main.tf"
ROOT = "environments/dev/{cloud}/main.tf"
ROOT_OUTPUTS = "environments/dev/{cloud}/outputs.tf"
ROOT_PROVIDERS = "environments/dev/{cloud}/providers.tf"
ROOT_AWS = "environments/dev/aws/main.tf"
VERSIONS = "modules/storage/{cloud}/versions.tf"
VERSIONS_AWS = "modules/storage/aws/versions.tf"
BACKEND_AWS = "environments/dev/aws/backend.tf"

END = r"\Z"
RESOURCE = r'^(resource "\w+" "\w+" \{\n)'
TO_END_OF_BLOCK = r"(?:.*\n)*?"


def block(name, indent="  "):
    """A whole block, with the blank line before it if there is one."""
    return rf"^\n?{indent}{name} \{{\n{TO_END_OF_BLOCK}{indent}\}}\n"


def appended(text):
    return END, "\n" + text.replace("\\", r"\\")


MUTATIONS = (
    # ---- arguments ----
    ("misspelt argument", STORAGE_AWS, r"^  force_destroy ", "  force_destory "),
    ("misspelt argument", STORAGE_GCP, r"^  storage_class ", "  storage_clas "),
    ("misspelt argument", STORAGE_AZURE, r"^  access_tier ", "  acces_tier "),
    ("misspelt argument in a block", STORAGE_AWS, r"^    bucket_key_enabled ", "    bucket_key_enable "),
    ("misspelt argument in a block", STORAGE_GCP, r"^    retention_duration_seconds ", "    retention_seconds "),
    ("misspelt argument in a block", STORAGE_AZURE, r"^    change_feed_enabled ", "    change_fed_enabled "),
    ("missing required argument", NETWORK_AWS, r"^  service_name .*\n|^  route_table_id .*\n", ""),
    ("missing required argument", STORAGE_GCP, r"^  location .*\n", ""),
    ("missing required argument", STORAGE_AZURE, r"^  account_tier .*\n", ""),
    ("missing required argument in a block", STORAGE_AWS, r"^    object_ownership .*\n", ""),
    ("missing required argument in a block", STORAGE_GCP, r"^    log_bucket .*\n", ""),
    ("missing required argument in a block", STORAGE_AZURE, r"^    default_action .*\n", ""),
    ("null for a required argument", STORAGE_GCP, r"^  location .*\n", "  location = null\n"),
    ("null for a required argument", STORAGE_AZURE, r"^  account_tier .*\n", "  account_tier = null\n"),
    ("argument twice", STORAGE, r"^(  (?:bucket|name) +=.*\n)", r"\1\1"),
    ("read-only argument", STORAGE_AWS, RESOURCE, r'\1  arn = "x"\n'),
    ("read-only argument", STORAGE_GCP, RESOURCE, r'\1  self_link = "x"\n'),
    ("read-only argument", STORAGE_AZURE, RESOURCE, r'\1  primary_blob_host = "x"\n'),
    # ---- types of literals ----
    ("list for a string", STORAGE_AWS, r'"BucketOwnerEnforced"', '["BucketOwnerEnforced"]'),
    ("list for a string", STORAGE_GCP, r'"STANDARD"', '["STANDARD"]'),
    ("list for a string", STORAGE_AZURE, r'"StorageV2"', '["StorageV2"]'),
    ("object for a string", STORAGE_GCP, r'"enforced"', '{ value = "enforced" }'),
    ("text for a number", STORAGE_AWS, r"(days_after_initiation += )7", r'\1"seven"'),
    ("text for a number", CACHE_GCP, r"(shard_count += )1", r'\1"one"'),
    ("text for a bool", STORAGE, r"^( +\w+_(?:access|enabled|acls) += )(?:true|false)", r'\1"yes"'),
    ("number for a bool", STORAGE, r"^( +\w+_(?:access|enabled|acls) += )(?:true|false)", r"\1 1"),
    ("number for a list", NETWORK_AZURE, r"^( +address_prefixes += )\[.*\]", r"\1 1"),
    ("number for a list", CACHE_AWS, r"^( +security_group_ids += )\[.*\]", r"\1 1"),
    ("string for a list", NETWORK_GCP, r"^( +source_ranges += )\[.*\]", r'\1"0.0.0.0/0"'),
    ("string for a map", NETWORK_AWS, r"^  tags = \{.*\}", '  tags = "x"'),
    ("list in a list of strings", STORAGE_AZURE, r'\["AzureServices"\]', '[["AzureServices"]]'),
    ("wrong type in a dynamic block", STORAGE_AZURE, r"^( +blob_types += )\[.*\]", r"\1 1"),
    ("wrong type in a dynamic block", STORAGE_GCP, r"^( +matches_storage_class += )\[.*\]", r'\1"STANDARD"'),
    # ---- blocks ----
    ("unknown block", STORAGE, RESOURCE, r"\1  wheels {}\n"),
    ("misspelt block", STORAGE_AWS, r"^    noncurrent_version_expiration \{", "    noncurent_version_expiration {"),
    ("misspelt block", STORAGE_GCP, r"^  soft_delete_policy \{", "  soft_delete_polici {"),
    ("misspelt block", STORAGE_AZURE, r"^  blob_properties \{", "  blob_propertis {"),
    ("missing required block", STORAGE_AWS, block("versioning_configuration"), ""),
    ("missing required block", STORAGE_GCP, block("condition", "    "), ""),
    ("missing required block", STORAGE_AZURE, block("private_service_connection"), ""),
    ("too many of a single block", STORAGE_AWS, rf"({block('versioning_configuration')})", r"\1\1"),
    ("too many of a single block", STORAGE_GCP, rf"({block('versioning')})", r"\1\1"),
    ("too many of a single block", STORAGE_AZURE, rf"({block('identity')})", r"\1\1"),
    ("block given as argument", STORAGE_AWS, r"^    filter \{\}", "    filter = {}"),
    ("block given as argument", STORAGE_GCP, r"^  versioning \{", "  versioning = {"),
    ("block given as argument", STORAGE_AZURE, r"^  network_rules \{", "  network_rules = {"),
    ("argument given as block", STORAGE_AWS, r"^  bucket +=.*\n", "  bucket {}\n"),
    ("argument given as block", STORAGE_GCP, r"^  location +=.*\n", "  location {}\n"),
    ("argument given as block", STORAGE_AZURE, r"^  access_tier +=.*\n", "  access_tier {}\n"),
    ("label on a block that has none", STORAGE_GCP, r"^  versioning \{", '  versioning "x" {'),
    # ---- dynamic blocks ----
    ("dynamic block of an unknown type", STORAGE_AWS, r'^  dynamic "rule"', '  dynamic "rulle"'),
    ("dynamic block of an unknown type", STORAGE_GCP, r'^  dynamic "lifecycle_rule"', '  dynamic "lifecycle"'),
    ("dynamic block without content", STORAGE_AZURE, block("content", "    "), ""),
    ("dynamic block without for_each", CACHE_AWS, r"^    for_each = .*\n", ""),
    ("misspelt argument in a dynamic block", STORAGE_GCP, r"^(      condition \{\n        )age ", r"\1agee "),
    ("misspelt iterator of a dynamic block", STORAGE_GCP, r"= lifecycle_rule\.value", "= lifecycle_rul.value"),
    ("dynamic block over a number", CACHE_AWS, r"^    for_each = .*\n", "    for_each = 3\n"),
    # ---- resources ----
    ("unknown resource type", NETWORK_AWS, *appended('resource "aws_vpcc" "x" {}\n')),
    ("unknown resource type", NETWORK_GCP,
     *appended('resource "google_compute_netwerk" "x" {}\n')),
    ("unknown resource type", NETWORK_AZURE, *appended('resource "azurerm_subnett" "x" {}\n')),
    ("unknown data source type", NETWORK_AWS, *appended('data "aws_vpcc" "x" {}\n')),
    ("resource of a provider that is not there", NETWORK, *appended('resource "acme_rocket" "x" {}\n')),
    ("resource twice", NETWORK_AWS, rf'(^resource "\w+" "\w+" \{{\n{TO_END_OF_BLOCK}\}}\n)', r"\1\n\1"),
    ("resource twice", NETWORK_GCP, rf'(^resource "\w+" "\w+" \{{\n{TO_END_OF_BLOCK}\}}\n)', r"\1\n\1"),
    ("resource twice", NETWORK_AZURE, rf'(^resource "\w+" "\w+" \{{\n{TO_END_OF_BLOCK}\}}\n)', r"\1\n\1"),
    ("resource without its name", NETWORK, *appended('resource "terraform_data" {}\n')),
    ("resource with a name that is none", NETWORK, *appended('resource "terraform_data" "1x" {}\n')),
    ("misspelt argument of terraform_data", NETWORK_AWS, *appended('resource "terraform_data" "x" {\n  inputt = 1\n}\n')),
    ("unknown block at the top", NETWORK, r"^locals \{", "locales {"),
    ("misspelt block at the top", NETWORK, r"^resource ", "resorce "),
    ("argument at the top", NETWORK_GCP, *appended('name = "x"\n')),
    # ---- meta-arguments ----
    ("misspelt depends_on", STORAGE, r"^  depends_on = ", "  depend_on = "),
    ("misspelt lifecycle", NETWORK_AWS, r"^  lifecycle \{", "  lifecicle {"),
    ("misspelt argument of lifecycle", NETWORK_AWS, r"create_before_destroy", "create_before_destory"),
    ("reference in lifecycle", NETWORK_AWS, r"create_before_destroy = true", "prevent_destroy = var.name"),
    ("unknown name in ignore_changes", NETWORK_AWS, r"create_before_destroy = true", "ignore_changes = [tagz]"),
    ("undeclared resource in depends_on", STORAGE, r"^(  depends_on = \[\w+)\.(\w+)", r"\1.\2x"),
    ("value in depends_on", NETWORK_AWS, r"^  depends_on = \[.*\]", "  depends_on = [1 + 1]"),
    ("for_each over a number", STORAGE, r"^  for_each = .*\n", "  for_each = 3\n"),
    ("for_each over a text", STORAGE, r"^  for_each = .*\n", '  for_each = "x"\n'),
    ("for_each over a bool", STORAGE_AWS, r"^  for_each = .*\n", "  for_each = true\n"),
    ("for_each over a list", STORAGE, r"^  for_each = .*\n", '  for_each = ["a", "b"]\n'),
    ("for_each over a set of lists", STORAGE_AWS, r"^  for_each = .*\n", '  for_each = toset([["a"], ["b"]])\n'),
    ("each without for_each", NETWORK_AWS, r"= var\.network\.cidr", "= each.value"),
    ("each without for_each", NETWORK_GCP, r"= var\.name$", "= each.key"),
    ("each without for_each", NETWORK_AZURE, r"= var\.name$", "= each.key"),
    ("unknown member of each", STORAGE, r"each\.value\.", "each.val."),
    ("count.index without count", NETWORK, r"\bvar\.name\b(?! +[}])", "count.index"),
    ("count and for_each", STORAGE, r"^(  for_each = .*\n)", r"\1  count    = 1\n"),
    ("text for count", NETWORK_GCP, r"^  count = .*\n", '  count = "many"\n'),
    ("unknown provider configuration", NETWORK_AWS, RESOURCE, r"\1  provider = aws.other\n"),
    # ---- references ----
    ("unknown variable", STORAGE, r"\bvar\.storage\.", "var.storages."),
    ("unknown variable in a root", ROOT, r"\bvar\.environment\b", "var.enviroment"),
    ("unknown variable in a text", NETWORK, r"\$\{var\.name\}", "${var.nam}"),
    ("unknown variable in a list", ROOT_PROVIDERS.format(cloud="aws"), r"\[var\.account\]", "[var.acount]"),
    ("unknown local", NETWORK, r"\blocal\.\w+", r"local.nothing"),
    ("unknown resource", NETWORK_AWS, r"= aws_vpc\.main\.id", "= aws_vpc.mian.id"),
    ("unknown resource", NETWORK_GCP, r"= google_compute_network\.main\.id", "= google_compute_network.mian.id"),
    ("unknown resource", NETWORK_AZURE, r"= azurerm_virtual_network\.main\.name", "= azurerm_virtual_network.mian.name"),
    ("unknown resource of another type", NETWORK_AWS, r"= aws_vpc\.main\.id", "= aws_vpcs.main.id"),
    ("unknown data source", NETWORK, *appended('output "x" {\n  value = data.aws_region.x\n}\n')),
    ("unknown attribute of a resource", NETWORK_AWS, r"= aws_vpc\.main\.id", "= aws_vpc.main.idd"),
    ("unknown attribute of a resource", NETWORK_GCP, r"= google_compute_network\.main\.id", "= google_compute_network.main.idd"),
    ("unknown attribute of a resource", NETWORK_AZURE, r"= azurerm_virtual_network\.main\.name", "= azurerm_virtual_network.main.nam"),
    ("unknown attribute of one of many", STORAGE_AWS, r"bucket\[each\.key\]\.id", "bucket[each.key].idd"),
    ("unknown attribute of one of many", STORAGE_AZURE, r"bucket\[each\.key\]\.id", "bucket[each.key].idd"),
    ("attribute of many as of one", STORAGE_AWS, r"bucket\[each\.key\]\.id", "bucket.id"),
    ("index of a single resource", NETWORK_AWS, r"= aws_vpc\.main\.id", "= aws_vpc.main[0].id"),
    ("unknown attribute of a typed variable", STORAGE, r"var\.storage\.buckets", "var.storage.bukkets"),
    ("attribute of a text", ROOT, r"= var\.environment$", "= var.environment.name"),
    ("unknown module", ROOT, r"\bmodule\.foundation\.", "module.fundation."),
    ("unknown module in an output", ROOT_OUTPUTS, r"\bmodule\.kubernetes\.", "module.kubernetis."),
    ("unknown output of a module", ROOT, r"\bmodule\.foundation\.cloud\b", "module.foundation.clouds"),
    ("unknown output of a module in an output", ROOT_OUTPUTS, r"\bmodule\.kubernetes\.cluster\b", "module.kubernetes.clusters"),
    ("unknown output of a module in a for-expression", ROOT_OUTPUTS, r"\bdatabase\.connection\b", "database.conection"),
    ("unknown name", ROOT_OUTPUTS, r"= module\.kubernetes\.cluster$", "= cluster"),
    ("unknown name in a for-expression", STORAGE_OUTPUTS, r": label =>", ": lable =>"),
    ("unknown member of path", NETWORK, *appended('output "x" {\n  value = path.modul\n}\n')),
    ("unknown member of terraform", NETWORK, *appended('output "x" {\n  value = terraform.workspac\n}\n')),
    ("self outside of a provisioner", NETWORK, r"\bvar\.name\b(?! +[}])", "self.id"),
    ("resource that refers to itself", NETWORK_AWS, r"^(  enable_dns_support +=).*", r"\1 aws_vpc.main.enable_dns_hostnames"),
    ("locals that refer to each other", NETWORK, *appended("locals {\n  a = local.b\n  b = local.a\n}\n")),
    # ---- module calls ----
    ("extra argument of a module", ROOT, r'^  source = "\.\./\.\./\.\./global"\n', r"\g<0>  wheels = 4\n"),
    ("missing argument of a module", ROOT, r"^  region +=.*\n", ""),
    ("misspelt argument of a module", ROOT, r"^  environment +=", "  enviroment ="),
    ("block in a module call", ROOT, r"^  labels +=.*\n", r"\g<0>  wheels {}\n"),
    ("module call without source", ROOT, r'^  source = "\.\./\.\./\.\./global"\n', ""),
    ("module source that is not there", ROOT, r'global"\n', 'globe"\n'),
    ("module source that is an expression", ROOT, r'^  source = "\.\./\.\./\.\./global"', '  source = var.environment'),
    ("module call twice", ROOT, rf'(^module "global" \{{\n{TO_END_OF_BLOCK}\}}\n)', r"\1\n\1"),
    ("list for a text of a module", ROOT, r"= var\.environment$", "= []"),
    ("for_each over a list in a module call", ROOT, r"= var\.databases", '= ["a"]'),
    ("each without for_each in a module call", ROOT, r"= var\.environment$", "= each.key"),
    # ---- variables, locals, outputs ----
    ("misspelt argument of a variable", STORAGE_VARIABLES, r"^  description ", "  descripton "),
    ("unknown type of a variable", STORAGE_VARIABLES, r"^  type +=.*", "  type = strin"),
    ("type of a variable in quotes", STORAGE_VARIABLES, r"^  type +=.*", '  type = "numberr"'),
    ("default of the wrong type", STORAGE_VARIABLES, *appended('variable "x" {\n  type    = string\n  default = []\n}\n')),
    ("default with a reference", STORAGE_VARIABLES, *appended('variable "x" {\n  default = var.network\n}\n')),
    ("variable twice", STORAGE_VARIABLES, *appended('variable "network" {}\n')),
    ("variable with a reserved name", STORAGE_VARIABLES, *appended('variable "source" {}\n')),
    ("validation without a message", STORAGE_VARIABLES, r"^    error_message .*\n", ""),
    ("validation without a condition", STORAGE_VARIABLES, r"^    condition .*\n", ""),
    ("validation of nothing", STORAGE_VARIABLES, r"^    condition .*\n", "    condition = true\n"),
    ("local twice", NETWORK, *appended("locals {\n  a = 1\n}\n\nlocals {\n  a = 2\n}\n")),
    ("block in locals", NETWORK_AWS, *appended("locals {\n  a {}\n}\n")),
    ("output without a value", STORAGE_OUTPUTS, *appended('output "x" {}\n')),
    ("misspelt argument of an output", STORAGE_OUTPUTS, r"^  description ", "  descripton "),
    ("output twice", STORAGE_OUTPUTS, *appended('output "buckets" {\n  value = 1\n}\n')),
    ("output of an undeclared resource", STORAGE_OUTPUTS, r"\bin (\w+)\.bucket\b", r"in \1.buckets"),
    # ---- expressions ----
    ("unknown function", STORAGE_VARIABLES, r"\balltrue\(", "altrue("),
    ("too few arguments of a function", STORAGE_VARIABLES, r"\bvalues\(var\.storage\.buckets\)", "values()"),
    ("too many arguments of a function", STORAGE_VARIABLES, r"\bvalues\(var", "values({}, var"),
    ("wrong kind of argument of a function", NETWORK_AZURE, r", 1, 1\)", ', "one", 1)'),
    ("operator on a text", NETWORK, *appended('locals {\n  a = "a" + 1\n}\n')),
    ("condition that is no bool", NETWORK, *appended('locals {\n  a = "a" ? 1 : 2\n}\n')),
    ("index of a literal list past its end", NETWORK, *appended("locals {\n  a = [1, 2][2]\n}\n")),
    # ---- settings and providers ----
    ("misspelt argument of terraform", VERSIONS, r"^  required_version ", "  require_version "),
    ("version constraint that is none", VERSIONS, r'^(  required_version = )".*"', r'\1"newest"'),
    ("version of terraform that is not this one", VERSIONS, r'^(  required_version = )".*"', r'\1"< 1.0"'),
    ("version constraint of a provider that is none", VERSIONS, r'^(      version = )".*"', r'\1"newest"'),
    ("unknown block in terraform", VERSIONS, r"^terraform \{\n", r"\g<0>  wheels {}\n"),
    ("unknown attribute of a required provider", VERSIONS, r"^      version ", "      verzion "),
    ("required provider twice", VERSIONS, r"^    \w+ = \{\n(?:.*\n)*?    \}\n", r"\g<0>\g<0>"),
    ("unknown backend", BACKEND_AWS, r'^  backend "local"', '  backend "locale"'),
    ("misspelt argument of a backend", BACKEND_AWS, r"^    path ", "    paht "),
    ("backend twice", BACKEND_AWS, r"^  backend (?:.*\n)*?  \}\n", r"\g<0>\g<0>"),
    ("misspelt argument of a provider", ROOT_PROVIDERS, r"^  (region|subscription_id) ", r"  \1x "),
    ("list for a text of a provider", ROOT_PROVIDERS, r"^  (region|subscription_id) +=.*", r"  \1 = []"),
    ("misspelt block of a provider", ROOT_PROVIDERS.format(cloud="aws"), r"^  default_tags \{", "  default_tag {"),
    ("missing block of a provider", ROOT_PROVIDERS.format(cloud="azure"), r"^\n  features \{\n(?:.*\n)*?  \}\n", ""),
    ("provider twice", ROOT_PROVIDERS, *appended('provider "aws" {}\n\nprovider "aws" {}\n')),
    ("provider with an alias twice", ROOT_PROVIDERS.format(cloud="aws"), *appended(
        'provider "aws" {\n  alias = "b"\n}\n\nprovider "aws" {\n  alias = "b"\n}\n')),
    ("block of an unknown provider", ROOT_PROVIDERS.format(cloud="gcp"), *appended('provider "acme" {}\n')),
    # ---- syntax ----
    ("missing equals sign", NETWORK, r"^(  \w+) += ", r"\1 "),
    ("colon for the equals sign", NETWORK, r"^(  \w+) += ", r"\1: "),
    ("unclosed brace", NETWORK, *appended('resource "terraform_data" "x" {\n')),
    ("brace that opens nothing", NETWORK, *appended("}\n")),
    ("unclosed quote", STORAGE_AZURE, r'"StorageV2"', '"StorageV2'),
    ("unclosed quote", STORAGE_GCP, r'"enforced"', '"enforced'),
    ("unclosed bracket", STORAGE_AZURE, r'\["blockBlob"\]', '["blockBlob"'),
    ("unclosed parenthesis", STORAGE_VARIABLES, r"\bvalues\(var\.storage\.buckets\)", "values(var.storage.buckets"),
    ("unclosed interpolation", NETWORK, r"\$\{var\.name\}", "${var.name"),
    ("single quotes", STORAGE_AZURE, r'"StorageV2"', "'StorageV2'"),
    ("typographic quotes", STORAGE_AZURE, r'"StorageV2"', "\u201cStorageV2\u201d"),
    ("two arguments on a line", STORAGE_AZURE, r'"StorageV2"\n', '"StorageV2" '),
    ("missing comma", STORAGE_OUTPUTS, *appended('output "x" {\n  value = ["a" "b"]\n}\n')),
    ("missing operand", STORAGE_OUTPUTS, *appended('output "x" {\n  value = 1 +\n}\n')),
    ("comma after an argument", STORAGE_OUTPUTS, *appended('output "x" {\n  value = 1,\n}\n')),
    ("brace on a line of its own", NETWORK, r'^(resource "\w+" "\w+") \{', r"\1\n{"),
    ("unclosed heredoc", STORAGE_OUTPUTS, *appended('output "x" {\n  value = <<EOT\n}\n')),
    ("unclosed comment", STORAGE_OUTPUTS, *appended("/* the end\n")),
    ("unknown escape in a text", STORAGE_OUTPUTS, *appended('output "x" {\n  value = "\\q"\n}\n')),
)

# Kinds of mistakes on which the two differ. docs/without-terraform.md says why.
DIFFERENCES = (
    "unknown type of a variable",
    "type of a variable in quotes",
    "default of the wrong type",
    "list for a text of a module",
    "unknown attribute of a typed variable",
    "attribute of a text",
    "unknown function",
    "too few arguments of a function",
    "too many arguments of a function",
    "wrong kind of argument of a function",
    "for_each over a set of lists",
    "operator on a text",
    "condition that is no bool",
    "index of a literal list past its end",
    "validation of nothing",
    "locals that refer to each other",
    "unknown provider configuration",
    "reference in lifecycle",
    "module source that is an expression",
    "default with a reference",
    "version constraint that is none",
    "version constraint of a provider that is none",
    "version of terraform that is not this one",
    "wrong type in a dynamic block",
    "each without for_each in a module call",
    "unclosed bracket",
    "unclosed interpolation",
    "unclosed heredoc",
    "brace on a line of its own",
)
