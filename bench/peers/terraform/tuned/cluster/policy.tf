variable "policy" {
  type = map(object({
    format = number
    settings = map(object({
      target   = string
      template = string
      version  = string
      values   = map(string)
    }))
    ruleSets = list(object({
      name   = string
      cycles = list(string)
      rules  = list(object({ name = string, criteria = string, action = string }))
    }))
  }))

  validation {
    condition = alltrue(flatten([
      for file in var.policy : [
        file.format == 1,
        [for set in file.ruleSets : [for cycle in set.cycles : contains(["request", "response", "embedded"], cycle)]],
      ]
    ]))
    error_message = "a policy has the format 1, and its cycles are request, response and embedded"
  }
}

variable "lists" {
  type = map(object({
    format      = number
    type        = string
    description = optional(string)
    entries     = list(string)
  }))

  validation {
    condition     = alltrue([for list in var.lists : list.format == 1])
    error_message = "the format of a list is 1"
  }
}
