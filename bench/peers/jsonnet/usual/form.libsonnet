// What texts look like, and how they are compared. There are no regular expressions: a text is split where it has to be, and
// its parts are looked at character by character.
local every(check, values) = std.length(std.filter(check, values)) == std.length(values);

// The characters of a text as the fields of an object, where they are found quickly.
local anyOf(text) = { [character]: true for character in std.stringChars(text) };
local digits = anyOf('0123456789');
local lowerCase = digits + anyOf('abcdefghijklmnopqrstuvwxyz');
local inNames = lowerCase + anyOf('.-');
local hexadecimal = digits + anyOf('abcdefABCDEF');

local isMadeOf(characters, text) =
  text != '' && every(function(character) std.objectHas(characters, character), std.stringChars(text));

local isNumber(text, most) = isMadeOf(digits, text) && std.parseInt(text) <= most;
// Two texts on both sides of a mark.
local arePair(text, mark, first, second) =
  local parts = std.split(text, mark);
  std.length(parts) == 2 && first(parts[0]) && second(parts[1]);

local isAddress(text) =
  local octets = std.split(text, '.');
  std.length(octets) == 4 && every(function(octet) isNumber(octet, 255), octets);
local isNetwork(text) = arePair(text, '/', isAddress, function(bits) isNumber(bits, 32));
local isListener(text) = arePair(text, ':', isAddress, function(port) isNumber(port, 65535));
local isUuid(text) =
  local parts = std.split(text, '-');
  std.map(std.length, parts) == [8, 4, 4, 4, 12] && every(function(part) isMadeOf(hexadecimal, part), parts);
local isName(text) =
  isMadeOf(inNames, text) && isMadeOf(lowerCase, text[0] + text[std.length(text) - 1]);

{
  every: every,

  differ(texts):: std.length(std.set(texts)) == std.length(texts),

  // How often each of the names is among the texts.
  counts(names, texts):: [std.count(texts, name) for name in names],

  addresses(texts):: every(isAddress, texts),
  networks(texts):: every(isNetwork, texts),
  listeners(texts):: every(isListener, texts),
  uuids(texts):: every(isUuid, texts),
  names(texts):: every(isName, texts),

  number(text):: isMadeOf(digits, text),

  version(text)::
    local parts = std.split(text, '.');
    std.length(parts) >= 2 && std.length(parts) <= 4 && every($.number, parts),

  sha256(text)::
    local rest = std.strReplace(text, ':', '');
    std.length(rest) == 64 && isMadeOf(hexadecimal, rest),

  date(text)::
    local parts = std.split(text, '-');
    std.map(std.length, parts) == [4, 2, 2] && every($.number, parts),

  timeZone(text)::
    local parts = std.split(text, '/');
    text == 'UTC' || std.length(parts) > 1 && every(function(part) part != '', parts),
}
