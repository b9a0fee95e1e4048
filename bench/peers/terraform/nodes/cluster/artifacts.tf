# An artifact for each node in a resource of its own, so that a plan names the nodes that change.
locals {
  artifacts = {
    for name, node in local.nodes : name => jsonencode({ for key, value in node : key => value if value != null })
  }
}

resource "terraform_data" "node" {
  for_each = local.artifacts
  input    = each.value
}
