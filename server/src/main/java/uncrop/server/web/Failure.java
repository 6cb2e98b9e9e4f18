package uncrop.server.web;

import java.util.Optional;
import org.springframework.http.HttpStatus;
import uncrop.fault.UncropException;

/**
 * A request that failed, as the caller may know it.
 *
 * @param status one that the contract of the vocabularies knows
 * @param message one line: what is wrong, and what to do
 * @param fault what was thrown; empty when it was foreign, or nothing was
 * @param requestId as {@code X-Request-ID} has it
 */
public record Failure(
    HttpStatus status, String message, Optional<UncropException> fault, String requestId) {}
