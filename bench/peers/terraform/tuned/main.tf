# Every file of the fleet, a module for each cluster, and what must hold between clusters.
locals {
  folder = "${path.module}/../clusters"
  clusters = {
    for file in fileset(local.folder, "*/cluster.yaml") : dirname(file) => yamldecode(file("${local.folder}/${file}"))
  }
  files = {
    for kind in ["locations", "policy", "lists"] : kind => {
      for cluster in keys(local.clusters) : cluster => {
        for file in fileset("${local.folder}/${cluster}/${kind}", "*.yaml") :
        trimsuffix(file, ".yaml") => yamldecode(file("${local.folder}/${cluster}/${kind}/${file}"))
      }
    }
  }
  uuids = flatten([for cluster in module.cluster : cluster.uuids])
}

module "cluster" {
  source    = "./cluster"
  for_each  = local.clusters
  cluster   = each.value
  locations = local.files.locations[each.key]
  policy    = local.files.policy[each.key]
  lists     = local.files.lists[each.key]
  # Object types leave out the keys that they do not know, so misspelt ones are looked for in what is written.
  written = {
    cluster   = each.value
    locations = local.files.locations[each.key]
    policy    = local.files.policy[each.key]
    lists     = local.files.lists[each.key]
  }
}

output "nodes" {
  value = length(local.uuids)
  precondition {
    # Not distinct(), which compares every one with every other.
    condition     = length(toset(local.uuids)) == length(local.uuids)
    error_message = "two nodes of the fleet have the same UUID"
  }
}
