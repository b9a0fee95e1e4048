# What the file of a cluster may say, and what must hold between its nodes.
locals {
  nodes = {
    for cluster in keys(local.clusters) :
    cluster => merge([for path, location in local.locations : location.nodes if startswith(path, "${cluster}/")]...)
  }
  listeners = { for cluster, nodes in local.nodes : cluster => flatten([for node in nodes : node.listeners]) }
  uuids     = flatten([for nodes in local.nodes : [for node in nodes : node.uuid]])
  # By cluster the network groups of its transit nodes, and by group the nodes that are none.
  joined = {
    for cluster, nodes in local.nodes :
    cluster => toset(flatten([for node in nodes : node.groups.network if try(node.transit, false)]))
  }
  behind = {
    for cluster, nodes in local.nodes : cluster => {
      for group in flatten([for node in nodes : node.groups.network if !try(node.transit, false)]) : group => group...
    }
  }
  passages = {
    for name, cluster in local.clusters :
    name => concat(try(cluster.network.routes, []), try(cluster.network.firewall, []))
  }
}

resource "terraform_data" "cluster" {
  for_each = local.clusters
  input    = each.value

  lifecycle {
    precondition {
      condition = (
        length(setsubtract(keys(each.value), local.known.cluster)) == 0
        && length(setsubtract(keys(each.value.product), local.known.product)) == 0
        && length(setsubtract(keys(each.value.centralManagement), local.known.central)) == 0
        && length(setsubtract(keys(each.value.centralManagement.ca), local.known.ca)) == 0
        && length(setsubtract(keys(try(each.value.defaults, {})), local.known.defaults)) == 0
        && length(setsubtract(keys(try(each.value.defaults.updates, {})), local.known.updates)) == 0
        && length(setsubtract(keys(try(each.value.network, {})), local.known.network)) == 0
        && alltrue([
          for passage in local.passages[each.key] : length(setsubtract(keys(passage), local.known.passage)) == 0
        ])
      )
      error_message = "${each.key}/cluster.yaml has unknown keys"
    }
    precondition {
      condition = (
        each.value.format == 1
        && can(regex("^\\d+(\\.\\d+){1,3}$", each.value.product.version))
        && can(regex("^\\d+$", each.value.product.build))
        && contains(["main", "controlled"], each.value.product.branch)
      )
      error_message = "${each.key}/cluster.yaml needs the format 1, and a version, build and branch"
    }
    precondition {
      condition = (
        each.value.centralManagement.port >= 1
        && each.value.centralManagement.port <= 65535
        && each.value.centralManagement.ca.keyBits > 0
        && can(regex("^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$", each.value.centralManagement.ca.sha256))
        # Terraform reads a date as a time.
        && can(regex("^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T00:00:00Z$", each.value.centralManagement.ca.expires))
        && each.value.centralManagement.ca.name != ""
      )
      error_message = "${each.key}/cluster.yaml needs a port and a certificate authority of the Central Management"
    }
    precondition {
      condition     = alltrue([for passage in local.passages[each.key] : length(passage.between) >= 2])
      error_message = "a passage of ${each.key} is between two ends at least"
    }
    precondition {
      condition = alltrue([
        for node in local.nodes[each.key] : try(node.version, each.value.product.version) == each.value.product.version
      ])
      error_message = "a node of ${each.key} states another version than its cluster"
    }
    precondition {
      condition     = length(toset(local.listeners[each.key])) == length(local.listeners[each.key])
      error_message = "two nodes of ${each.key} have the same listener"
    }
    precondition {
      condition = alltrue([
        for group, members in local.behind[each.key] :
        length(members) <= 10 || !contains(local.joined[each.key], group)
      ])
      error_message = "more than ten nodes are behind the transit nodes of a network group of ${each.key}"
    }
  }
}

output "nodes" {
  value = length(local.uuids)

  precondition {
    condition     = length(toset(local.uuids)) == length(local.uuids)
    error_message = "two nodes of the fleet have the same UUID"
  }
}
