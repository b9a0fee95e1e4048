# Keys that are written and no type knows are refused: an object type leaves them out without a word.
variable "written" {
  type = any
}

locals {
  cluster      = var.written.cluster
  network      = try(local.cluster.network, {})
  nodes_in     = flatten([for location in var.written.locations : values(location.nodes)])
  rule_sets_in = flatten([for policy in var.written.policy : policy.ruleSets])
  # Objects of one kind are merged: what is left has every key that one of them has.
  found = {
    cluster   = local.cluster
    product   = local.cluster.product
    central   = local.cluster.centralManagement
    ca        = local.cluster.centralManagement.ca
    defaults  = try(local.cluster.defaults, {})
    updates   = try(local.cluster.defaults.updates, {})
    network   = local.network
    passage   = merge(flatten(values(local.network))...)
    location  = merge(values(var.written.locations)...)
    node      = merge(local.nodes_in...)
    groups    = merge(local.nodes_in[*].groups...)
    interface = merge(flatten([for node in local.nodes_in : values(node.interfaces)])...)
    ntp       = merge(local.nodes_in[*].ntp...)
    policy    = merge(values(var.written.policy)...)
    settings  = merge(flatten([for policy in var.written.policy : values(policy.settings)])...)
    rule_set  = merge(local.rule_sets_in...)
    rule      = merge(flatten(local.rule_sets_in[*].rules)...)
    list      = merge(values(var.written.lists)...)
  }
  misspelt = flatten([
    for kind, merged in local.found : [for key in setsubtract(keys(merged), local.known[kind]) : "${kind}.${key}"]
  ])
}
