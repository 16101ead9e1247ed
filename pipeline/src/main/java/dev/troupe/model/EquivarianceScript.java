package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.List;

/** The equivariance terms, methods {@code value_error} and {@code jacobian_error}. */
final class EquivarianceScript {
  private EquivarianceScript() {}

  static void append(ScriptModule.Builder module) {
    module.buffer("identity", TensorData.of(List.of(2, 2), 1, 0, 0, 1));
    ScriptText value =
        new ScriptText(
            "value_error(self, found: Tensor, warped: Tensor, theta: Tensor, control: Tensor)"
                + " -> Tensor");
    value.line("away = torch.sub(found, self.moved(warped, theta, control))");
    value.line("return torch.mean(torch.abs(away))");
    module.method(value.toString());

    ScriptText text =
        new ScriptText(
            "jacobian_error(self, found: Tensor, warped: Tensor, at: Tensor, theta: Tensor,"
                + " control: Tensor) -> Tensor");
    text.line("back = torch.matmul(self.slope(at, theta, control), warped)");
    text.line("product = torch.matmul(torch.inverse(found), back)");
    text.line("return torch.mean(torch.abs(torch.sub(product, self.identity)))");
    module.method(text.toString());
  }
}
