    name                = string
    database_name       = string
    version             = string
    machine             = string
    storage_gb          = object({ initial = number, max = number })
    high_availability   = string
    zone                = optional(string)
    standby_zone        = optional(string)
    backup_days         = number
    geo_backup          = bool
    replicas            = set(string)
    deletion_protection = bool
