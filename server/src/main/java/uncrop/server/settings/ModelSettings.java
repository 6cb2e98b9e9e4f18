package uncrop.server.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code uncrop.models}.
 *
 * @param folder of models; blank: {@code models} in the data folder
 * @param memory for weights, of all models together; null: half of the machine's
 */
@ConfigurationProperties("uncrop.models")
public record ModelSettings(String folder, @Nullable DataSize memory) {}
