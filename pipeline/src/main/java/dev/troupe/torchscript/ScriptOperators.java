package dev.troupe.torchscript;

import java.util.Arrays;
import java.util.Set;

/**
 * The operators that TorchScript of unknown origin may use: arithmetic on tensors that it was
 * given. None of them reads or writes files, and none looks at memory that is not a tensor's.
 */
final class ScriptOperators {
  private static final Set<String> ALLOWED =
      words(
          """
          _convolution conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d convolution
          linear matmul mm bmm addmm baddbmm mv dot einsum outer t transpose permute swapaxes movedim
          batch_norm instance_norm layer_norm group_norm local_response_norm norm linalg_norm
          linalg_vector_norm frobenius_norm normalize cosine_similarity pairwise_distance cdist
          relu relu_ relu6 relu6_ leaky_relu leaky_relu_ prelu rrelu elu elu_ selu selu_ celu gelu silu
          silu_ mish mish_ sigmoid sigmoid_ hardsigmoid hardsigmoid_ hardswish hardswish_ hardtanh
          hardtanh_ tanh tanh_ softplus softsign logsigmoid log_sigmoid softmax log_softmax glu threshold
          threshold_ dropout dropout_ feature_dropout alpha_dropout native_dropout
          max_pool1d max_pool2d max_pool3d max_pool2d_with_indices avg_pool1d avg_pool2d avg_pool3d
          adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d
          adaptive_max_pool2d max_unpool2d lp_pool2d
          upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_linear1d upsample_bilinear2d
          upsample_bicubic2d upsample_trilinear3d _upsample_nearest_exact2d __interpolate interpolate
          __upsample upsample __upsample_bilinear grid_sampler grid_sample affine_grid_generator
          pixel_shuffle pixel_unshuffle channel_shuffle
          add add_ sub sub_ mul mul_ div div_ rsub neg neg_ pow pow_ sqrt sqrt_ rsqrt rsqrt_ exp exp_ expm1
          log log_ log2 log10 log1p abs abs_ sign square reciprocal floor floor_ ceil round round_ trunc
          frac fmod remainder floor_divide floordiv true_divide clamp clamp_ clamp_min clamp_min_ clamp_max
          clamp_max_ clip lerp addcmul addcdiv sin sin_ cos cos_ tan asin acos atan atan2 sinh cosh erf
          maximum minimum fmax fmin max min amax amin argmax argmin sum mean std var var_mean std_mean prod
          cumsum cumprod logsumexp median mode topk sort argsort kthvalue unique_dim any all nonzero
          count_nonzero histc bincount
          eq ne lt le gt ge eq_ logical_and logical_or logical_not logical_xor bitwise_and bitwise_or
          bitwise_not where isnan isinf isfinite nan_to_num masked_fill masked_fill_ masked_select
          is_nonzero allclose equal
          cat concat stack split split_with_sizes chunk unbind narrow select slice index index_put_
          index_select index_put gather scatter scatter_ scatter_add scatter_add_ take_along_dim
          embedding one_hot flip roll rot90 tile repeat repeat_interleave expand expand_as view view_as
          reshape reshape_as flatten unflatten squeeze squeeze_ unsqueeze unsqueeze_ ravel diagonal diag
          tril triu meshgrid pad constant_pad_nd reflection_pad1d reflection_pad2d replication_pad1d
          replication_pad2d unfold im2col fold col2im contiguous clone detach detach_ alias copy_ fill_
          zero_ broadcast_tensors
          zeros ones full empty zeros_like ones_like full_like empty_like rand_like randn_like new_zeros
          new_ones new_full new_empty arange linspace eye scalar_tensor tensor ScalarImplicit IntImplicit
          FloatImplicit Int Float Bool item _to_copy to type_as float double half bfloat16 long int bool
          cpu numel size dim len stride is_floating_point is_complex dtype device sym_size storage_offset
          scaled_dot_product_attention _native_multi_head_attention multi_head_attention_forward
          append extend insert pop keys values items get format __is__ __isnot__ __not__ __contains__
          __getitem__ __range_length __derive_index __and__ __or__ __xor__ list dict ord str upper lower
          strip startswith endswith join copy index_add index_add_ mul_scalar add_scalar warn
          """);

  /** Of namespace {@code prim}: conversions between numbers and tensors. */
  private static final Set<String> PRIMITIVES =
      words(
          "NumToTensor dtype device is_cuda min max abs unchecked_unwrap_optional data shape layout"
              + " type RaiseException");

  /** Functions without a namespace, and words that a parenthesis may follow. */
  private static final Set<String> FUNCTIONS =
      words(
          """
          annotate int float bool str len range isinstance unchecked_cast uninitialized tuple list dict
          getattr hasattr min max abs sum round zip enumerate sorted reversed complex Exception
          if elif else while for in is not and or return assert raise del with as pass
          """);

  /** What reaches outside as a method too, whatever the module calls its own. */
  private static final Set<String> DENIED =
      Set.of(
          "save", "from_file", "load", "set_", "fork", "wait", "rpc_async", "rpc_sync", "classes");

  private ScriptOperators() {}

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
  }

  static boolean isOperator(String name) {
    return ALLOWED.contains(name);
  }

  static boolean isPrimitive(String name) {
    return PRIMITIVES.contains(name);
  }

  static boolean isFunction(String name) {
    return FUNCTIONS.contains(name) || name.endsWith("Error");
  }

  static boolean isDenied(String name) {
    return DENIED.contains(name);
  }
}
