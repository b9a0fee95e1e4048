variable "cluster" {
  type = object({
    format      = number
    description = optional(string)
    product = object({
      version = string
      build   = string
      branch  = string
    })
    entryNode = optional(string)
    centralManagement = object({
      port = number
      ca = object({
        name    = string
        sha256  = string
        keyBits = number
        expires = string
      })
    })
    defaults = optional(object({
      updates = optional(object({
        automatic    = optional(bool)
        fromNodes    = optional(bool)
        fromInternet = optional(bool)
      }))
    }))
    network = optional(object({
      routes   = list(object({ between = list(string), port = optional(number) }))
      firewall = list(object({ between = list(string), port = optional(number) }))
    }))
  })

  validation {
    condition     = var.cluster.format == 1
    error_message = "the format of a cluster is 1"
  }
  validation {
    condition     = can(regex("^\\d+(\\.\\d+){1,3}$", var.cluster.product.version))
    error_message = "a version is written like 12.2.15"
  }
  validation {
    condition     = can(regex("^\\d+$", var.cluster.product.build))
    error_message = "a build is a number"
  }
  validation {
    condition     = contains(["main", "controlled"], var.cluster.product.branch)
    error_message = "a branch is main or controlled"
  }
  validation {
    condition     = var.cluster.centralManagement.port >= 1 && var.cluster.centralManagement.port <= 65535
    error_message = "a port is between 1 and 65535"
  }
  validation {
    condition     = can(regex("^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$", var.cluster.centralManagement.ca.sha256))
    error_message = "sha256 has 64 hexadecimal digits"
  }
  validation {
    # Terraform reads a date as a time.
    condition     = can(regex("^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T00:00:00Z$", var.cluster.centralManagement.ca.expires))
    error_message = "a date is written YYYY-MM-DD"
  }
  validation {
    condition = alltrue([
      for passage in try(concat(var.cluster.network.routes, var.cluster.network.firewall), []) : length(passage.between) >= 2
    ])
    error_message = "a passage is between two ends at least"
  }
}
