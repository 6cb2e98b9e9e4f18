package uncrop.server.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code uncrop.models}.
 *
 * @param folder of models; blank: {@code models} in the data folder
 * @param device what models run on: auto, cpu, cuda, cuda:1, or several with commas between
 * @param memory for weights, of all models of a device together; null: half of the machine's, or
 *     most of a graphics processor's
 */
@ConfigurationProperties("uncrop.models")
public record ModelSettings(String folder, String device, @Nullable DataSize memory) {}
