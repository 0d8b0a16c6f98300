// A thin client: everything is said by `germane lsp`.
import { commands, ExtensionContext, workspace } from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

function create(): LanguageClient {
  const settings = workspace.getConfiguration("germane");
  const server: ServerOptions = { command: settings.get<string>("command", "germane"), args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "markdown" }, { language: "plaintext" }, { language: "yaml" }],
    initializationOptions: { config: settings.get<string>("config", "") },
    synchronize: { configurationSection: "germane" },
  };
  return new LanguageClient("germane", "germane", server, options);
}

export async function activate(context: ExtensionContext): Promise<void> {
  client = create();
  context.subscriptions.push(
    commands.registerCommand("germane.restart", async () => {
      await client?.stop();
      client = create();
      await client.start();
    }),
  );
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
