# What the files of policy and lists may say. A check block would only warn of what does not hold.
output "rules" {
  value = length(flatten(values(local.policies)[*].ruleSets[*].rules))

  precondition {
    condition = alltrue([
      for policy in local.policies :
      policy.format == 1
      && length(setsubtract(keys(policy), local.known.policy)) == 0
      && alltrue([
        for settings in policy.settings :
        length(setsubtract(keys(settings), local.known.settings)) == 0
        && can(join(",", concat([settings.target, settings.template, settings.version], values(settings.values))))
      ])
    ])
    error_message = "a policy has the format 1, and settings with a target, a template, a version and values"
  }
  precondition {
    condition = alltrue(flatten([
      for policy in local.policies : [
        for set in policy.ruleSets :
        length(setsubtract(keys(set), local.known.rule_set)) == 0
        && can(tostring(set.name))
        && alltrue([for cycle in set.cycles : contains(["request", "response", "embedded"], cycle)])
        && alltrue([
          for rule in set.rules :
          length(setsubtract(keys(rule), local.known.rule)) == 0 && can(join(",", [rule.name, rule.criteria, rule.action]))
        ])
      ]
    ]))
    error_message = "a rule set has a name, the cycles request, response or embedded, and rules with a name, criteria and an action"
  }
}

output "lists" {
  value = length(local.lists)

  precondition {
    condition = alltrue([
      for list in local.lists :
      list.format == 1
      && length(setsubtract(keys(list), local.known.list)) == 0
      && can(tostring(list.type))
      && can(tostring(try(list.description, "")))
      && can(join(",", list.entries))
    ])
    error_message = "a list has the format 1, a type, entries, and no unknown keys such as kind"
  }
}
