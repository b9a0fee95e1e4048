# What must hold between the nodes of a cluster, and an artifact for each node.
locals {
  nodes     = merge([for location in var.locations : location.nodes]...)
  listeners = flatten([for node in local.nodes : node.listeners])
  version   = var.cluster.product.version
  joined    = toset(flatten([for node in local.nodes : node.groups.network if node.transit == true]))
  # By the name of a network group, its members that are no transit nodes.
  behind = {
    for member in flatten([
      for name, node in local.nodes : [for group in node.groups.network : { group = group, name = name }]
      if node.transit != true
    ]) : member.group => member.name...
  }
}

output "uuids" {
  value = [for node in local.nodes : node.uuid]

  precondition {
    condition     = length(local.misspelt) == 0
    error_message = "unknown keys: ${join(", ", local.misspelt)}"
  }
  precondition {
    condition     = alltrue([for node in local.nodes : node.version == null || node.version == local.version])
    error_message = "a node states another version than its cluster"
  }
  precondition {
    condition     = length(toset(local.listeners)) == length(local.listeners)
    error_message = "two nodes of a cluster have the same listener"
  }
  precondition {
    condition = alltrue([
      for group, members in local.behind : length(members) <= 10 || !contains(local.joined, group)
    ])
    error_message = "more than ten nodes are behind the transit nodes of a network group"
  }
}
