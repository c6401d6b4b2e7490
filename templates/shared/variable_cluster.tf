variable "cluster" {
  type = object({
    name                = string
    version             = string
    zones               = list(string)
    api_access          = list(string)
    highly_available    = bool
    deletion_protection = bool
    pod_cidr            = string
    service_cidr        = string
    dns_service_ip      = string
    release_channel     = optional(string)
    system_pool = optional(object({
      name    = string
      machine = string
      nodes   = object({ min = number, max = number, initial = number })
      disk_gb = number
      zones   = list(string)
    }))
    maintenance = object({ day = string, start_hour = number, hours = number })
  })
  description = "Control plane: version, who may reach the API, protection. Changing the name or a range replaces it."
  nullable    = false

  validation {
    condition     = can(regex("^1\\.[0-9]+$", var.cluster.version))
    error_message = "The cluster's version is a Kubernetes minor such as 1.36; patches follow by themselves."
  }

  validation {
    condition     = alltrue([for cidr in var.cluster.api_access : can(cidrhost(cidr, 0))])
    error_message = "Every entry of api_access must be a range such as 203.0.113.0/24."
  }
}
