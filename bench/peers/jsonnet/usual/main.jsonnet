// Checks every file of a fleet, and makes a file a node with its settings.
local isSound = import 'checks.libsonnet';
local fleet = import 'fleet.json';

assert isSound(fleet);
{
  [cluster + '-' + node + '.json']: fleet[cluster].locations[location].nodes[node]
  for cluster in std.objectFields(fleet)
  for location in std.objectFields(fleet[cluster].locations)
  for node in std.objectFields(fleet[cluster].locations[location].nodes)
}
