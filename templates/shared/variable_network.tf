variable "network" {
  type = object({
    cidr          = string
    zones         = list(string)
    subnets       = map(map(string))
    nat           = string
    flow_log_days = number
  })
  description = "Address plan: ranges by zone or region, then by role. Changing a range replaces its subnet."
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.network.cidr))
    error_message = "The network's cidr must be an IPv4 range such as 10.0.0.0/16."
  }

  validation {
    condition     = contains(["single", "per-zone", "none"], var.network.nat)
    error_message = "The network's nat must be single, per-zone or none."
  }

  validation {
    condition     = var.network.flow_log_days >= 0
    error_message = "flow_log_days is a number of days; 0 switches flow logs off."
  }
}
