variable "locations" {
  type = map(object({
    format         = number
    timeZone       = string
    clientNetworks = list(string)
    nodes = map(object({
      uuid      = string
      address   = string
      transit   = optional(bool)
      listeners = list(string)
      version   = optional(string)
      priority  = number
      groups = object({
        network = list(string)
        runtime = string
        update  = string
      })
      interfaces = map(object({ address = string, role = string }))
      ntp        = object({ enabled = bool, servers = list(string) })
    }))
  }))

  validation {
    condition = alltrue([
      for location in var.locations :
      location.format == 1
      && can(regex("^(UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+)+)$", location.timeZone))
      && alltrue([for network in location.clientNetworks : can(cidrnetmask(network))])
    ])
    error_message = "a location has the format 1, a time zone like Asia/Tokyo and networks in CIDR notation"
  }
  validation {
    condition = alltrue([
      for location in var.locations : alltrue([
        for name, node in location.nodes :
        can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", name))
        && can(regex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", node.uuid))
        && node.priority == floor(node.priority)
      ])
    ])
    error_message = "a node is named in lower case, has a UUID, and its priority is a whole number"
  }
  validation {
    condition = alltrue([
      for location in var.locations : alltrue([
        for node in location.nodes :
        can(cidrnetmask("${node.address}/32"))
        && alltrue([for listener in node.listeners : can(regex("^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}$", listener))])
        && alltrue([for server in node.ntp.servers : can(cidrnetmask("${server}/32"))])
        && alltrue([
          for interface in node.interfaces :
          can(cidrnetmask(interface.address)) && contains(["management", "cluster", "users"], interface.role)
        ])
      ])
    ])
    error_message = "an address is written like 10.0.0.11, a listener like 10.0.0.11:12346, an interface has an address in CIDR notation, and its role is management, cluster or users"
  }
}
