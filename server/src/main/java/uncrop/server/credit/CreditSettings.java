package uncrop.server.credit;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether paintings cost something, and what.
 *
 * @param enabled false: everything is free and nobody has to think of credits
 * @param prices credits for one picture, by vocabulary; 1 for one that is not named
 */
@ConfigurationProperties("uncrop.credits")
public record CreditSettings(boolean enabled, Map<String, Long> prices) {
  public CreditSettings {
    prices = Map.copyOf(prices);
    prices.forEach((vocabulary, price) -> {
      if (price < 0 || price > Prices.HIGHEST) {
        throw new IllegalArgumentException(
            "uncrop.credits.prices."
                + vocabulary
                + " "
                + price
                + ": must be 0 to "
                + Prices.HIGHEST);
      }
    });
  }
}
