package uncrop.app;

import java.time.InstantSource;
import java.util.SplittableRandom;
import uncrop.cli.UncropCommand;
import uncrop.cli.terminal.Terminal;
import uncrop.server.AccountsCommand;
import uncrop.server.CreditsCommand;
import uncrop.server.JobsCommand;
import uncrop.server.KeysCommand;
import uncrop.server.ServeCommand;
import uncrop.server.WebhooksCommand;

/** The program: the command line, with the commands of the server added to its own. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Not ServeCommand::new, which would load the class in order to refer to it.
    System.exit(
        new UncropCommand(Terminal.ofProcess(), new SplittableRandom(), InstantSource.system())
            .with("serve", () -> new ServeCommand())
            .with("keys", () -> new KeysCommand())
            .with("accounts", () -> new AccountsCommand())
            .with("credits", () -> new CreditsCommand())
            .with("jobs", () -> new JobsCommand())
            .with("webhooks", () -> new WebhooksCommand())
            .execute(arguments));
  }
}
