// Checks every file of a fleet, and makes a file a location with the settings of each node.
local isSound = import 'checks.libsonnet';
// Read by a native function: an import would read the same text as a program.
local fleet = std.parseJson(importstr 'fleet.json');

assert isSound(fleet);
{
  [cluster + '-' + location + '.json']: fleet[cluster].locations[location].nodes
  for cluster in std.objectFields(fleet)
  for location in std.objectFields(fleet[cluster].locations)
}
