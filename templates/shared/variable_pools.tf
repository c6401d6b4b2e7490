variable "pools" {
  type = map(object({
    name    = string
    machine = string
    zones   = list(string)
    nodes   = object({ min = number, max = number, initial = number })
    disk_gb = number
    spot    = bool
    labels  = map(string)
    taints  = list(object({ key = string, value = string, effect = string }))
    gpu     = optional(object({ type = string, accelerator = string, count = number }))
  }))
  description = "Node pools by their name in the stack file. Node counts are totals over the zones."
  nullable    = false

  validation {
    condition     = alltrue([for pool in values(var.pools) : pool.nodes.min <= pool.nodes.max])
    error_message = "Every pool needs nodes.min no greater than nodes.max."
  }

  validation {
    condition     = alltrue([for pool in values(var.pools) : pool.disk_gb >= 20])
    error_message = "Every pool needs a disk of at least 20 GiB."
  }
}
