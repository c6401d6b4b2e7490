#include "cli/verb.h"
#include "terraform/serve.h"

static ExitCode run(Invocation *invocation) {
    if (invocation->operands.count == 0) {
        return usage_error(invocation, "a command is expected: mlstack serve -- terraform plan");
    }
    ServeOptions serve_options = {
        .command = invocation->operands,
        .environment = invocation->environment,
        .temporary_folder = invocation->temporary_folder,
    };
    DiagSink *sink = diag_sink_new(invocation->arena, sources_new(invocation->arena));
    int exit_code = 0;
    if (!serve_command(invocation->arena, sink, &serve_options, &exit_code)) {
        print_diagnostics(invocation, sink);
        return exit_code_of(sink);
    }
    return (ExitCode)exit_code;
}

const Verb verb_serve = {
    .name = "serve",
    .operands = "-- COMMAND [ARGUMENT…]",
    .summary = "run terraform with stand-ins for the providers, offline",
    .details =
        "Runs COMMAND while mlstack stands in for the aws, azurerm, google, helm, kubernetes, "
        "random\n"
        "and tls providers: terraform init, plan, apply, destroy and test work without a network, "
        "an\n"
        "account or a download. What a cloud would decide gets a plausible value, the same in "
        "every\n"
        "run; nothing exists but in terraform's state, so keep it apart from the state of a real "
        "stack.\n"
        "The exit code is the command's.",
    .example = "  mlstack serve -- terraform -chdir=terraform/environments/dev/aws plan",
    .run = run,
};
