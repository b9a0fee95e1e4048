# Reads every file of the fleet, and keeps an artifact for each node, those of a location in one resource.
locals {
  folder = "${path.module}/../clusters"

  clusters = {
    for file in fileset(local.folder, "*/cluster.yaml") :
    dirname(file) => yamldecode(file("${local.folder}/${file}"))
  }
  locations = {
    for file in fileset(local.folder, "*/locations/*.yaml") :
    trimsuffix(file, ".yaml") => yamldecode(file("${local.folder}/${file}"))
  }
  policies = {
    for file in fileset(local.folder, "*/policy/*.yaml") :
    trimsuffix(file, ".yaml") => yamldecode(file("${local.folder}/${file}"))
  }
  lists = {
    for file in fileset(local.folder, "*/lists/*.yaml") :
    trimsuffix(file, ".yaml") => yamldecode(file("${local.folder}/${file}"))
  }
}

resource "terraform_data" "location" {
  for_each = local.locations
  input    = { for name, node in each.value.nodes : name => jsonencode(node) }

  lifecycle {
    precondition {
      condition     = length(setsubtract(keys(each.value), local.known.location)) == 0
      error_message = "${each.key} has unknown keys"
    }
    precondition {
      condition = (
        each.value.format == 1
        && can(regex("^(UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+)+)$", each.value.timeZone))
        && alltrue([for network in each.value.clientNetworks : can(cidrnetmask(network))])
      )
      error_message = "${each.key} needs the format 1, a time zone like Asia/Tokyo and networks in CIDR notation"
    }
    precondition {
      condition = alltrue([
        for node in each.value.nodes :
        length(setsubtract(keys(node), local.known.node)) == 0
        && length(setsubtract(keys(node.groups), local.known.groups)) == 0
        && length(setsubtract(keys(node.ntp), local.known.ntp)) == 0
        && alltrue([
          for interface in node.interfaces : length(setsubtract(keys(interface), local.known.interface)) == 0
        ])
      ])
      error_message = "a node of ${each.key} has unknown keys"
    }
    precondition {
      condition = alltrue([
        for name, node in each.value.nodes :
        can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", name))
        && can(regex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", node.uuid))
        && can(node.priority == floor(node.priority))
        && can(tobool(try(node.transit, false)))
        && can(tobool(node.ntp.enabled))
        && can(join(",", concat([node.groups.runtime, node.groups.update], node.groups.network)))
      ])
      error_message = "a node of ${each.key} has no name in lower case, UUID, whole number as priority, or groups"
    }
    precondition {
      condition = alltrue([
        for node in each.value.nodes :
        can(cidrnetmask("${node.address}/32"))
        && alltrue([for listener in node.listeners : can(regex("^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}$", listener))])
        && alltrue([for server in node.ntp.servers : can(cidrnetmask("${server}/32"))])
        && alltrue([
          for interface in node.interfaces :
          can(cidrnetmask(interface.address)) && contains(["management", "cluster", "users"], interface.role)
        ])
      ])
      error_message = "an address, a listener or an interface of a node of ${each.key} is not one"
    }
  }
}
