# The keys that may be written, by what they are written in.
locals {
  known = {
    cluster   = ["format", "description", "product", "entryNode", "centralManagement", "defaults", "network"]
    product   = ["version", "build", "branch"]
    central   = ["port", "ca"]
    ca        = ["name", "sha256", "keyBits", "expires"]
    defaults  = ["updates"]
    updates   = ["automatic", "fromNodes", "fromInternet"]
    network   = ["routes", "firewall"]
    passage   = ["between", "port"]
    location  = ["format", "timeZone", "clientNetworks", "nodes"]
    node      = ["uuid", "address", "transit", "listeners", "version", "priority", "groups", "interfaces", "ntp"]
    groups    = ["network", "runtime", "update"]
    interface = ["address", "role"]
    ntp       = ["enabled", "servers"]
    policy    = ["format", "settings", "ruleSets"]
    settings  = ["target", "template", "version", "values"]
    rule_set  = ["name", "cycles", "rules"]
    rule      = ["name", "criteria", "action"]
    list      = ["format", "type", "description", "entries"]
  }
}
