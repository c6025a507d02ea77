/**
 * Names that an action's data may not have. Microsoft's current renderer (in Microsoft 365 Agents Playground 0.2.28) reads data
 * into an object of its own, `SubmitActionData`, by `Object.assign`: what that object and those it comes from have is not the
 * data's any more, is lost, or keeps the card from being drawn. `msteams` is read by Teams as what it shall do with the press.
 */
export const reservedNames: ReadonlySet<string> = new Set([
  ...['key', 'msTeams', 'msteams'],
  ...['_isParsing', '_propertyBag', '_rawProperties', 'preserveSourcePropertiesOnParse', 'maxVersion'],
  ...['isParsing', 'isDesignMode', 'expressionEvaluationContext', 'shouldStoreRawProperties', 'propertyChanged'],
  ...['parse', 'internalParse', 'afterParse', 'toJSON', 'internalToJSON', 'shouldSerialize', 'reflect'],
  ...['getSchema', 'getSchemaKey', 'populateSchema', 'getKey', 'getValue', 'setValue', 'getCodeGenOptions'],
  ...['getSerializationContext', 'getDefaultSerializationContext', 'getAttachableProperties', 'processImageUrl'],
  ...['getAdditionalValidSchemaProperties', 'getAdditionalPropertyDescriptors', 'processApplicableProperties'],
  ...['hasDefaultValue', 'hasAllDefaultValues', 'resetDefaultValues', 'setCustomProperty', 'getCustomProperty'],
  ...Object.getOwnPropertyNames(Object.prototype),
])
