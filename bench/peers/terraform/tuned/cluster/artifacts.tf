# An artifact for each node, those of a location in one resource: what Terraform costs, it costs by the resource.
locals {
  # Made here and not in the resource, which would make those of all locations again for each of them.
  artifacts = {
    for location, it in var.locations : location => {
      for name, node in it.nodes : name => jsonencode({ for key, value in node : key => value if value != null })
    }
  }
}

resource "terraform_data" "location" {
  for_each = local.artifacts
  input    = each.value
}
