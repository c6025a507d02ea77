// CSP Desk on Azure: the bot as a managed identity, Container Apps, PostgreSQL flexible server, Key Vault, and the tab's app
// registration. Walked in docs/deploy.md. No secret is an output, and none stands in the container app itself.
extension microsoftGraphV1

@description('Names everything: lower case letters and digits.')
@minLength(3)
@maxLength(16)
param name string = 'cspdesk'

param location string = resourceGroup().location

@description('The image, with its tag or digest.')
param image string

@description('Of PostgreSQL: made once, kept in Key Vault.')
@secure()
@minLength(24)
param databasePassword string

@description('32 random bytes in base64: npm run keys -- new')
@secure()
param encryptionKey string

@description('Keys that it was before, with commas between them; empty when it never was another one.')
@secure()
param oldEncryptionKeys string = ''

@description('A name of your own for the desk; empty for the one that Container Apps gives.')
param hostName string = ''

@description('Tenants that are answered, with commas between them; empty for the partners that are entered.')
param allowedTenants string = ''

var tenantId = subscription().tenantId
var publicHost = hostName == '' ? '${name}.${apps.properties.defaultDomain}' : hostName
// "Key Vault Secrets User", which reads secrets and nothing else.
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
// Teams' own clients, desktop and mobile, and on the web: they may ask for the tab's token without asking people.
var teamsClients = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346']

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    retentionInDays: 30
    sku: { name: 'PerGB2018' }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  // 24 characters at most.
  name: 'kv-${uniqueString(resourceGroup().id)}'
  location: location
  properties: {
    tenantId: tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    // The encryption key is in it: without it the database cannot be read.
    enablePurgeProtection: true
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}

resource keptKey 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'encryption-key'
  properties: { value: encryptionKey }
}

resource keptOldKeys 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (oldEncryptionKeys != '') {
  parent: vault
  name: 'old-encryption-keys'
  properties: { value: oldEncryptionKeys }
}

resource keptDatabase 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: {
    value: 'postgresql://desk:${uriComponent(databasePassword)}@${database.properties.fullyQualifiedDomainName}:5432/desk?sslmode=verify-full'
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '17'
    administratorLogin: 'desk'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
  }

  resource desk 'databases' = {
    name: 'desk'
    properties: { charset: 'UTF8' }
  }

  // Of Azure's own services alone. A private network of your own is narrower.
  resource fromAzure 'firewallRules' = {
    name: 'azure'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

resource apps 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource desk 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  dependsOn: [readsSecrets, database::desk, database::fromAzure]
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    managedEnvironmentId: apps.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false }
      secrets: concat(
        [
          { name: 'database-url', keyVaultUrl: keptDatabase.properties.secretUri, identity: identity.id }
          { name: 'encryption-key', keyVaultUrl: keptKey.properties.secretUri, identity: identity.id }
        ],
        oldEncryptionKeys == ''
          ? []
          : [{ name: 'old-encryption-keys', keyVaultUrl: keptOldKeys!.properties.secretUri, identity: identity.id }]
      )
    }
    template: {
      terminationGracePeriodSeconds: 15
      scale: { minReplicas: 2, maxReplicas: 4 }
      containers: [
        {
          name: 'desk'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            [
              { name: 'DATABASE_URL', secretRef: 'database-url' }
              { name: 'DESK_ENCRYPTION_KEY', secretRef: 'encryption-key' }
              { name: 'PUBLIC_URL', value: 'https://${publicHost}' }
              { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
              { name: 'MicrosoftAppId', value: identity.properties.clientId }
              { name: 'MicrosoftAppTenantId', value: tenantId }
              { name: 'TAB_CLIENT_ID', value: tab.appId }
            ],
            oldEncryptionKeys == '' ? [] : [{ name: 'DESK_ENCRYPTION_KEYS_OLD', secretRef: 'old-encryption-keys' }],
            allowedTenants == '' ? [] : [{ name: 'ALLOWED_TENANTS', value: allowedTenants }]
          )
          probes: [
            { type: 'Startup', httpGet: { path: '/health/live', port: 3978 }, periodSeconds: 2, failureThreshold: 60 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 3978 }, periodSeconds: 15 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 3978 }, periodSeconds: 5, timeoutSeconds: 3 }
          ]
        }
      ]
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: 'CSP Desk'
    endpoint: 'https://${publicHost}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenantId
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true }
    }
  }
}

// What people sign in to the tab with: a managed identity cannot be signed in to.
resource tab 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: '${name}-tab'
  displayName: 'CSP Desk'
  signInAudience: 'AzureADMultipleOrgs'
  identifierUris: ['api://${publicHost}/botid-${identity.properties.clientId}']
  api: {
    // Tokens of the first version are for the address above, whichever registration it belongs to.
    requestedAccessTokenVersion: 1
    oauth2PermissionScopes: [
      {
        id: guid(name, 'access_as_user')
        value: 'access_as_user'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Use CSP Desk as the signed-in person'
        adminConsentDescription: 'Lets Teams tell CSP Desk who opened its tab.'
        userConsentDisplayName: 'Use CSP Desk as you'
        userConsentDescription: 'Lets Teams tell CSP Desk that it is you who opened its tab.'
      }
    ]
    preAuthorizedApplications: [
      for client in teamsClients: {
        appId: client
        delegatedPermissionIds: [guid(name, 'access_as_user')]
      }
    ]
  }
}

output publicUrl string = 'https://${publicHost}'
output botId string = identity.properties.clientId
output tabClientId string = tab.appId
output vaultName string = vault.name
